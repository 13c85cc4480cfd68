/**
 * Read by node before anything else (`--import`): some modules of the compiled code are exchanged for
 * stand-ins. Only the benchmark can do so, from outside: the code itself has no switch.
 */
import { register } from 'node:module';

const standIns = JSON.parse(new URL(import.meta.url).searchParams.get('standIns') ?? '{}');
register('./leave-out-hooks.mjs', import.meta.url, { data: standIns });
