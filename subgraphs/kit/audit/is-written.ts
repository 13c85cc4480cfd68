import { AuditLogUnavailable } from '../../../core/audit-log/audit-log.ts';

/** False when the audit log cannot be written; throws any other failure. */
export async function isWritten(written: Promise<void>): Promise<boolean> {
  try {
    await written;
    return true;
  } catch (error) {
    if (error instanceof AuditLogUnavailable) return false;
    throw error;
  }
}
