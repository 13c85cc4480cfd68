/**
 * Loaded first (`--import`): replaces some modules of the compiled code. Only the benchmark does so: the
 * code has no setting to turn security off.
 */
import { register } from 'node:module';

const replacements = JSON.parse(new URL(import.meta.url).searchParams.get('replacements') ?? '{}');
register('./replace-modules-hooks.mjs', import.meta.url, { data: replacements });
