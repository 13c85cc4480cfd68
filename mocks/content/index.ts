import { join } from 'node:path';
import { projectRoot } from '../../core/config/project-root.ts';

/** The folder with the content of the demo: what the sources tell of five regional programmes. */
export const DEMO_CONTENT = join(projectRoot(), 'mocks', 'content');
