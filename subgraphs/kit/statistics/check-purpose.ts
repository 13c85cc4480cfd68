import type { SubgraphName } from '../../../core/federation/subgraph-names.ts';
import {
  missingRegistration,
  type Purpose,
  type Purposes,
} from '../../../core/purposes/purposes.ts';
import type { StatisticsTableRequest } from './protocol.ts';
import type { SubgraphStatistics } from './subgraph-statistics.ts';

/** Why records are read, where their record set names no other purpose. */
const EVALUATION = 'urn:llo:purpose:programme-evaluation';

/** The one purpose of all tables of a request; null where there are several, of which a log could name only one. */
export function purposeOf(
  tables: readonly Pick<StatisticsTableRequest, 'recordSet'>[],
  { recordSets }: Pick<SubgraphStatistics, 'recordSets'>,
): string | null {
  const all = tables.map(({ recordSet }) => recordSets[recordSet]?.purpose ?? EVALUATION);
  return new Set(all).size === 1 ? (all[0] ?? null) : null;
}

/**
 * Who decides about a purpose at this subgraph; null where nobody may count for it. A purpose of a record set takes a
 * legal basis, a controller and a day of registration, where all partners are synthetic too: the list of the demo has
 * none, and a test brings its own.
 */
export function controllerFor(
  uri: string,
  purposes: Purposes,
  { kind, today }: { readonly kind: SubgraphName; readonly today: string },
): NonNullable<Purpose['controller']> | null {
  const purpose = purposes.get(uri);
  if (purpose?.controller === undefined) return null;
  if (uri === EVALUATION) return purpose.controller;
  const isOpen = purpose.partners.includes(kind) && purpose.layers.includes('case');
  return isOpen && missingRegistration(purpose, today).length === 0 ? purpose.controller : null;
}

/** Why nothing is counted for a purpose without a controller. */
export function deniedFor(uri: string): string {
  const which = uri === EVALUATION ? '' : ' with a registered legal basis';
  return `Cannot count for ${uri}: it has no controller${which} here`;
}
