/** In place of `gateway/audit/access-log.ts`: a trace is made, and no line about who asked. */
import { startAccessLog as start, type AccessLog } from '../../../gateway/audit/access-log.ts';

export const startAccessLog = (): Promise<AccessLog> => start(undefined);
