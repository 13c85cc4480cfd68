/** In place of `gateway/account/access-log.ts`: a trace is made, and no line about who asked. */
import { startAccessLog as start, type AccessLog } from '../../../gateway/account/access-log.ts';

export const startAccessLog = (): Promise<AccessLog> => start(undefined);
