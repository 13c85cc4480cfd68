/** Our gateway with `--join-across-branches`: fetches in parallel branches of a plan wait for each other and are batched. */
import { startVakgraaf } from './start-vakgraaf.ts';

await startVakgraaf({ rewrites: { crossBranchBatching: true } });
