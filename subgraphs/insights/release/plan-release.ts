/** What a release will hold: which tables are counted, and why others are not. */
import { lastClosedQuarter } from '../../kit/statistics/quarters.ts';
import { tablesOf, type RegisteredTable } from '../registry/registered-tables.ts';
import type { Registry, SourceKind } from '../registry/registry.ts';
import type { BilingualText } from './key-columns.ts';
import { ReleaseError } from './release-error.ts';
import type { TableStatus } from './release-file.ts';
import { sourcesOf } from './table-sources.ts';

/** A partner whose records statistics may need. */
export interface StatisticsPartner {
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  readonly synthetic: boolean;
}

/** A table that is not counted. */
export interface LeftOutTable {
  readonly table: RegisteredTable;
  readonly status: Exclude<TableStatus, 'PUBLISHED'>;
  readonly reason: BilingualText;
}

export interface ReleasePlan {
  readonly all: readonly RegisteredTable[];
  /** Tables that anyone may count. */
  readonly open: readonly RegisteredTable[];
  /** Tables that are counted only where a legal basis is registered. */
  readonly underLegalBasis: readonly RegisteredTable[];
  readonly leftOut: readonly LeftOutTable[];
}

/** Throws `ReleaseError` for a quarter of which there can be no release now. */
export function checkQuarter(
  { programmes }: Registry,
  quarter: string,
  today: string,
  existing: readonly string[],
): void {
  const [first = quarter] = Object.values(programmes)
    .map(({ quarters }) => quarters.from)
    .toSorted();
  if (quarter < first) {
    throw new ReleaseError(`Cannot make release ${quarter}: the first programme began in ${first}`);
  }
  const last = lastClosedQuarter(today);
  const newest = existing.at(-1);
  if (quarter > last) {
    throw new ReleaseError(
      `Cannot make release ${quarter}: the quarter has not ended; the last that has is ${last}`,
    );
  }
  if (existing.includes(quarter)) {
    throw new ReleaseError(`Cannot make release ${quarter}: it exists, and is never changed`);
  }
  if (newest !== undefined && quarter < newest) {
    throw new ReleaseError(
      `Cannot make release ${quarter}: it is older than ${newest}, which was made without it`,
    );
  }
}

export function planRelease(
  registry: Registry,
  release: string,
  /** Partners of which the records are missing. */
  without: readonly StatisticsPartner[],
  hasLegalBasis: boolean,
): ReleasePlan {
  const all = tablesOf(registry, release);
  const leftOut = all.flatMap((table): readonly LeftOutTable[] => {
    const { notPublishable, sourceUnavailable } = table.entry;
    const { needsLegalBasis } = table.recordSet;
    if (notPublishable) return [{ table, status: 'NOT_PUBLISHABLE', reason: notPublishable }];
    if (sourceUnavailable)
      return [{ table, status: 'SOURCE_UNAVAILABLE', reason: sourceUnavailable }];
    if (needsLegalBasis && !hasLegalBasis)
      return [{ table, status: 'NO_LEGAL_BASIS', reason: needsLegalBasis }];
    const kinds = kindsOf(table);
    const missing = without.filter(({ kind }) => kinds.some((one) => one === kind));
    if (missing.length === 0) return [];
    return [{ table, status: 'SOURCE_UNAVAILABLE', reason: missingText(missing) }];
  });
  const isLeftOut = new Set(leftOut.map(({ table }) => table));
  const counted = all.filter((table) => !isLeftOut.has(table));
  const needsBasis = ({ recordSet }: RegisteredTable) => recordSet.needsLegalBasis !== undefined;
  return {
    all,
    open: counted.filter((table) => !needsBasis(table)),
    underLegalBasis: counted.filter(needsBasis),
    leftOut,
  };
}

/** The kinds of partners that a table needs; each of them must give its records, or the numbers would be too low. */
export function kindsOf(table: RegisteredTable): readonly SourceKind[] {
  return sourcesOf(table).asks.map(({ kind }) => kind);
}

function missingText(missing: readonly StatisticsPartner[]): BilingualText {
  const names = missing.map(({ name }) => name).join(', ');
  return {
    nl: `De gegevens van ${names} ontbreken in deze uitgave.`,
    en: `The records of ${names} are missing in this release.`,
  };
}
