import { organisationKey } from '../mapping/entity-keys.ts';
import type { Purposes } from '../../../core/purposes/purposes.ts';
import type { SubgraphAuditLog } from './subgraph-audit-log.ts';
import { dutchCategories } from './data-categories.ts';
import type { Subject } from './data-subjects.ts';

/** Who accessed the data of some subjects, newest first, by the audit log of this subgraph. */
export type AccessHistoryOf = ReturnType<typeof createAccessHistoryModels>;

interface Surroundings {
  readonly auditLog: SubgraphAuditLog;
  readonly purposes: Purposes;
  readonly partnerWithOin: (oin: string) => string | null;
  /** How people reach the privacy officer of a partner. */
  readonly privacyContactOf: (partner: string) => string | null;
}

/** Makes `Lookup` of the graph: one access, with its time, organisation, purpose, partner and categories. */
export function createAccessHistoryModels(
  { auditLog, purposes, partnerWithOin, privacyContactOf }: Surroundings,
  now: Date,
) {
  const read = async (subjects: readonly Subject[]) => {
    const records = await auditLog.accessHistoryOf(subjects, now);
    return records.map(({ at, consumer, purpose: uri, partner, traceId, categories }) => ({
      at: at.toISOString(),
      consumer,
      organisation: organisationKey(partnerWithOin(consumer)),
      purpose: { uri, nl: purposes.get(uri)?.nl ?? null, en: purposes.get(uri)?.en ?? null },
      partner: organisationKey(partner),
      categories: categories && dutchCategories(categories),
      contact: privacyContactOf(partner),
      reference: traceId,
    }));
  };
  // A request that selects the same list more than once reads the log once.
  const asked = new Map<string, ReturnType<typeof read>>();
  return (subjects: readonly Subject[]) => {
    const key = JSON.stringify(subjects.map(({ type, partner, text }) => [type, partner, text]));
    const found = asked.get(key) ?? read(subjects);
    asked.set(key, found);
    return found;
  };
}
