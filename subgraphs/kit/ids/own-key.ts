import { PartnerFault } from '../partners/partner-fault.ts';
import type { IdLabel } from './encrypted-id.ts';
import { isIdText } from './padded-text.ts';

/**
 * A partner's own key of a record, which becomes part of an id. Throws `PartnerFault` for one that does not fit there:
 * ids have one length, so that a longer one cannot be given, and a part of it would name another record.
 */
export function ownKey(label: IdLabel, partner: string, field: string, key: string): string {
  if (isIdText(label, `${partner}:${key}`)) return key;
  const fields = [`${field}: too long for an id, ${Buffer.byteLength(key)} bytes`];
  throw new PartnerFault('garbled', { reason: 'value', fields });
}
