import { fail, runFakeProcess } from '../fake-process.js';

/** Each subgraph behaves in another way. */
switch (process.argv[2]) {
  case 'provinces':
    // Cannot start on this day.
    if (process.argv.includes('1999-01-01')) fail();
    runFakeProcess();
    break;
  case 'education':
    runFakeProcess({ ignoresSignals: true });
    break;
  default:
    runFakeProcess();
}
