/** Ours with `--join-across-branches`: branches of a plan wait for each other to be asked together. */
import { startVakgraaf } from './start-vakgraaf.ts';

await startVakgraaf({ rewrites: { crossBranchBatching: true } });
