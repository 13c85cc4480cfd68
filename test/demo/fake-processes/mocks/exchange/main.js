import { runFakeProcess } from '../../fake-process.js';

runFakeProcess();
