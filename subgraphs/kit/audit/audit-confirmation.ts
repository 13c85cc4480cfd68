/** What the gateway is told of the lines that one request wrote, so that it can confirm them in its own log. */
export interface AuditConfirmation {
  readonly receipts: string[];
  readonly signedHeads: string[];
}

export const createAuditConfirmation = (): AuditConfirmation => ({ receipts: [], signedHeads: [] });

/** The extensions of the response; undefined where nothing was written. */
export function extensionsOf({ receipts, signedHeads }: AuditConfirmation): object | undefined {
  if (receipts.length === 0) return undefined;
  return {
    auditReceipts: receipts,
    ...(signedHeads.length > 0 && { auditSignedHeads: signedHeads }),
  };
}
