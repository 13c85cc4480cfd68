/** The releases of the demo of the test day that are not made yet. */
import { dirname } from 'node:path';
import { projectRoot } from '../../core/config/project-root.ts';
import { planReleases, releasesFolder } from '../../mocks/start/release-plan.ts';
import { compiled } from './compiled.ts';
import { TEST_DAY } from './test-day.ts';

const OPTIONS = { date: TEST_DAY, scale: 1, broken: [], without: [], elsewhere: new Map() };

export const demoReleasesFolder = (): string => releasesFolder(OPTIONS);

/** The commands that make them with the settings in this file, in the order in which they must run. */
export const missingReleases = (configFile: string): ReturnType<typeof planReleases> =>
  planReleases(
    OPTIONS,
    { code: dirname(dirname(compiled('cli/main.ts'))), root: projectRoot(), extension: '.js' },
    configFile,
  );
