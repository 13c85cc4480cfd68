import { organisationKey, type OrganisationKey } from '../mapping/entity-keys.ts';
import type { Purposes } from '../../../core/purposes/purposes.ts';
import type { SubgraphAuditLog } from './subgraph-audit-log.ts';
import type { Subject } from './data-subjects.ts';

/** A `Lookup` of the graph: when, which organisation, for which purpose, at which partner. */
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

/** Who looked at somebody, newest first, by the account of this kind. */
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
  // However often a request asks for the same list, the log is read once.
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
