/** Our gateway. */
import { startVakgraaf } from './start-vakgraaf.ts';

await startVakgraaf({});
