/** Replaces `gateway/audit/access-log.ts`: creates traces but writes no lines. */
import { startAccessLog as start, type AccessLog } from '../../../gateway/audit/access-log.ts';

export const startAccessLog = (): Promise<AccessLog> => start(undefined);
