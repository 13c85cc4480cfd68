/** Which subgraphs a table needs, and what each of them is asked for it. */
import type { StatisticsTableRequest } from '../../kit/statistics/protocol.ts';
import { stepsUpTo } from '../registry/check-registry.ts';
import type { RegisteredTable } from '../registry/registered-tables.ts';
import { PROGRAMME, type RecordSet, type SourceKind } from '../registry/registry.ts';

/** A table with what its subgraphs are asked; the first is that of the record itself. */
export interface TableSources {
  readonly table: RegisteredTable;
  readonly asks: readonly SourceAsk[];
}

export interface SourceAsk {
  readonly kind: SourceKind;
  readonly request: StatisticsTableRequest;
}

/** The subgraphs of a table, each with its part of the columns. */
export function sourcesOf(table: RegisteredTable): TableSources {
  const { recordSet, entry, programme } = table;
  const primary = primaryOf(recordSet);
  const columns = new Map<SourceKind, Set<string>>([[primary, new Set()]]);
  const { answer } = entry;
  if (answer !== undefined) {
    const own = [...table.dimensions.map(({ id }) => id), answer];
    const request = { id: table.id, recordSet: entry.recordSet, programme, columns: own };
    return { table, asks: [{ kind: primary, request: { ...request, give: 'counts' } }] };
  }
  const need = (kind: SourceKind, column: string) => {
    const already = columns.get(kind) ?? new Set();
    columns.set(kind, already.add(column));
  };
  for (const step of stepsOf(table)) need(recordSet.steps[step]?.source ?? primary, step);
  for (const name of attributesOf(table)) {
    const attribute = recordSet.attributes[name];
    if (attribute === undefined) continue;
    if (attribute.daysBetween === undefined) need(attribute.source, name);
    else {
      need(primary, attribute.daysBetween.from);
      need(attribute.source, attribute.daysBetween.to);
    }
  }
  const isJoined = columns.size > 1;
  // Without the records of other programmes, nobody could tell a record of a second source that no record of the first
  // belongs to from one of another programme. Where sources are not joined, other programmes are not asked for.
  const isMixed = isJoined || programme === null;
  if (isMixed && recordSet.attributes[PROGRAMME]?.source === primary) need(primary, PROGRAMME);
  return {
    table,
    asks: [...columns].map(([kind, names]) => ({
      kind,
      request: {
        id: table.id,
        recordSet: entry.recordSet,
        programme: isJoined ? null : programme,
        give: isJoined ? 'tokens' : 'counts',
        columns: [...names],
      },
    })),
  };
}

/** The source of the record itself: that of its first step. */
function primaryOf({ steps }: RecordSet): SourceKind {
  const [first] = Object.values(steps);
  if (first === undefined) throw new Error('Cannot count records without a step');
  return first.source;
}

/**
 * The steps that decide whether a record has those of the table, in the order of the record set: earlier ones, without
 * which it has none, and those that exclude one. They are the same for each table that has a step, so that the step
 * counts the same records in all of them.
 */
export function stepsOf({ recordSet, entry }: RegisteredTable): readonly string[] {
  const needed = new Set<string>();
  const add = (step: string): void => {
    if (needed.has(step)) return;
    for (const one of stepsUpTo(recordSet, step)) needed.add(one);
    for (const one of recordSet.steps[step]?.excludes ?? []) add(one);
  };
  for (const step of entry.steps) add(step);
  return Object.keys(recordSet.steps).filter((step) => needed.has(step));
}

/** The attributes that a table splits or is limited by. */
export function attributesOf({ entry, dimensions }: RegisteredTable): readonly string[] {
  return [...new Set([...dimensions.map(({ id }) => id), ...Object.keys(entry.where)])];
}
