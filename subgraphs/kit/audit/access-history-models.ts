import { organisationKey, type OrganisationKey } from '../mapping/entity-keys.ts';
import type { Purposes } from '../../../core/purposes/purposes.ts';
import type { SubgraphAuditLog } from './subgraph-audit-log.ts';
import type { Subject } from './data-subjects.ts';

/** `Lookup` of the graph: one access, with its time, organisation, purpose and partner. */
export interface LookupModel {
  readonly at: string;
  readonly consumer: string;
  readonly organisation: OrganisationKey | null;
  readonly purpose: {
    readonly uri: string;
    readonly nl: string | null;
    readonly en: string | null;
  };
  readonly partner: OrganisationKey | null;
  readonly reference: string;
}

/** Who accessed the data of these subjects, newest first, by the audit log of this subgraph. */
export type AccessHistoryOf = (subjects: readonly Subject[]) => Promise<readonly LookupModel[]>;

interface Surroundings {
  readonly auditLog: SubgraphAuditLog;
  readonly purposes: Purposes;
  readonly partnerWithOin: (oin: string) => string | null;
}

export function createAccessHistoryModels(
  { auditLog, purposes, partnerWithOin }: Surroundings,
  now: Date,
): AccessHistoryOf {
  // A request that selects the same list more than once reads the log once.
  const asked = new Map<string, Promise<readonly LookupModel[]>>();
  const read: AccessHistoryOf = async (subjects) => {
    const records = await auditLog.accessHistoryOf(subjects, now);
    return records.map(({ at, consumer, purpose: uri, partner, traceId }) => ({
      at: at.toISOString(),
      consumer,
      organisation: organisationKey(partnerWithOin(consumer)),
      purpose: { uri, nl: purposes.get(uri)?.nl ?? null, en: purposes.get(uri)?.en ?? null },
      partner: organisationKey(partner),
      reference: traceId,
    }));
  };
  return (subjects) => {
    const key = JSON.stringify(subjects.map(({ type, partner, text }) => [type, partner, text]));
    const found = asked.get(key) ?? read(subjects);
    asked.set(key, found);
    return found;
  };
}
