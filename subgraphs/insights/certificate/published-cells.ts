/** What the tables of a release say about true counts, and whether each row is one that the registry and policy allow. */
import { quartersBetween } from '../../kit/statistics/quarters.ts';
import {
  categoriesOf,
  cellsOf,
  minimumOf,
  predicateOf,
  stepBefore,
  tablesOf,
  windowOf,
  type Predicate,
  type RegisteredTable,
} from '../registry/registered-tables.ts';
import { PROGRAMME, TO_DATE, TOTAL, type Registry } from '../registry/registry.ts';
import type { ReleaseFile, ReleaseRow } from '../release/release-file.ts';
import { firstQuarter } from './allowed-records.ts';

/** A published cell or fact. */
export interface CheckedCell {
  readonly predicate: Predicate;
  /** For findings: its release, table and keys. */
  readonly name: string;
  readonly value: number | null;
  readonly minimum: number;
  /** What its publication says about the true count. */
  readonly low: number;
  readonly high: number;
  /** The release that published it, and the registry of that release. */
  readonly release: string;
  readonly registry: Registry;
}

/** The cells by the records that they count, and by their place. */
export interface Book {
  readonly cells: Map<string, CheckedCell>;
  readonly places: Map<string, CheckedCell>;
}

const HALF = 5;

/** Checks rows, rounding, shares and the group rule of the tables of one audience; adds their cells to the book. */
export function checkTables(
  registry: Registry,
  file: ReleaseFile,
  book: Book,
  findings: string[],
): void {
  const registered = tablesOf(registry, file.quarter).filter(
    ({ entry }) => entry.audience === file.audience,
  );
  if (
    JSON.stringify(registered.map(({ id }) => id).toSorted()) !==
    JSON.stringify(file.tables.map(({ id }) => id).toSorted())
  ) {
    findings.push(
      `Release ${file.id} does not have exactly the registered ${file.audience} tables.`,
    );
  }
  for (const table of registered) {
    const published = file.tables.find(({ id }) => id === table.id);
    if (published === undefined) continue;
    const all = [...cellsOf(table)];
    const names = all.map(({ step, period, codes }) => [step, period, ...codes].join('|'));
    const expected = published.status === 'PUBLISHED' ? names : [];
    if (
      JSON.stringify(published.rows.map(({ keys }) => keys.join('|'))) !== JSON.stringify(expected)
    ) {
      findings.push(
        `Release ${file.id}, table ${table.id}: its rows are not the registered cells, each once.`,
      );
      continue;
    }
    if (table.entry.answer !== undefined) {
      if (published.rows.some(({ value, share }) => value !== null || share !== undefined)) {
        findings.push(`Release ${file.id}, table ${table.id}: it has answers, and no numbers.`);
      }
      continue;
    }
    if (published.rows.some(({ answer }) => answer !== undefined)) {
      findings.push(`Release ${file.id}, table ${table.id}: it has numbers, and no answers.`);
    }
    const rows = new Map(published.rows.map((row) => [row.keys.join('|'), row]));
    const { loss } = published;
    if (loss !== null && JSON.stringify(loss) !== JSON.stringify(lossOf(table, published.rows))) {
      findings.push(
        `Release ${file.id}, table ${table.id}: its loss does not follow from its rows.`,
      );
    }
    for (const [at, row] of published.rows.entries()) {
      const cell = all[at];
      if (cell === undefined) continue;
      const name = `Release ${file.id}, table ${table.id}, cell ${row.keys.join(' ')}`;
      const complain = (text: string) => findings.push(`${name}: ${text}`);
      const predicate = withinProgrammes(registry, file.quarter, predicateOf(table, cell));
      const minimum = minimumOf(registry, table, cell);
      const { value } = row;
      if (value !== null && value % 10 !== 0) complain('its value is not a multiple of ten.');
      if (value !== null && value < Math.floor((minimum + HALF) / 10) * 10)
        complain(`its value is below the minimum of ${minimum}.`);
      if (row.share !== shareOf(registry, table, row, rows))
        complain('its share does not follow from its rounded counts.');
      if (isOneGroup(registry, table, row, rows))
        complain('it is nearly all of its row, which is split by a sensitive attribute.');
      const known = book.cells.get(predicate.key);
      if (known !== undefined && known.value !== value)
        complain(`it counts the same records as ${known.name}, and has another value.`);
      const low = value === null ? 0 : Math.max(minimum, value - HALF);
      const checked: CheckedCell = {
        predicate,
        name,
        value,
        minimum,
        low,
        high: value === null ? Infinity : value + HALF - 1,
        release: file.id,
        registry,
      };
      book.cells.set(predicate.key, checked);
      book.places.set(placeOf(file.id, table.id, row.keys), checked);
    }
  }
}

/**
 * With the quarters alone in which its programmes have the step: a table of one programme and a table split by programme
 * then have the same key for the same records.
 */
function withinProgrammes(registry: Registry, release: string, predicate: Predicate): Predicate {
  const { recordSet, step, where } = predicate;
  const programmes = where.get(PROGRAMME);
  if (programmes === undefined) return predicate;
  const open = new Set(
    [...programmes].flatMap((one) => windowOf(registry, one, release, { recordSet, step })),
  );
  const quarters = [...predicate.quarters].filter((one) => open.has(one));
  const conditions = [...where]
    .map(([name, codes]) => [name, ...[...codes].toSorted()])
    .toSorted(([one = ''], [other = '']) => (one < other ? -1 : 1));
  const key = JSON.stringify([recordSet, step, quarters, conditions]);
  return { ...predicate, quarters: new Set(quarters), key };
}

export const placeOf = (release: string, table: string, keys: readonly string[]) =>
  JSON.stringify([release, table, ...keys]);

function shareOf(
  { policy }: Registry,
  table: RegisteredTable,
  row: ReleaseRow,
  rows: ReadonlyMap<string, ReleaseRow>,
): number | null | undefined {
  const before = stepBefore(table, row.keys[0] ?? '');
  if (before === undefined) return undefined;
  const of = rows.get([before, ...row.keys.slice(1)].join('|'))?.value ?? null;
  if (of === null || row.value === null || of < policy.shareDenominatorMin || row.value > of)
    return null;
  return Math.round((row.value * 100) / of);
}

/** A category that alone is hidden in its row is what the others leave of the total. */
function isOneGroup(
  { policy }: Registry,
  table: RegisteredTable,
  row: ReleaseRow,
  rows: ReadonlyMap<string, ReleaseRow>,
): boolean {
  const at = table.dimensions.findIndex(({ sensitive }) => sensitive);
  const own = row.keys[at + 2] ?? '';
  if (at < 0 || own === TOTAL) return false;
  const valueOf = (code: string) => rows.get(row.keys.with(at + 2, code).join('|'))?.value ?? null;
  const total = valueOf(TOTAL);
  const others = categoriesOf(table, at).filter((code) => code !== own);
  const left = others.reduce((rest, code) => rest - (valueOf(code) ?? Infinity), total ?? 0);
  return total !== null && (row.value ?? left) * 100 >= policy.groupPercent * total;
}

/** How much is visible: the records are those of the first step, by quarter where there are quarters. */
function lossOf(table: RegisteredTable, rows: readonly ReleaseRow[]) {
  const categories = table.dimensions.map((_, at) => categoriesOf(table, at));
  const visible = rows.filter(({ value }) => value !== null);
  const finest = visible.filter(
    ({ keys: [step, period, ...codes] }) =>
      step === table.entry.steps[0] &&
      (period !== TO_DATE || table.quarters.length === 0) &&
      codes.every((code, at) => categories[at]?.includes(code)),
  );
  const visibleRecords = finest.reduce((sum, { value }) => sum + (value ?? 0), 0);
  return { cells: rows.length, visibleCells: visible.length, visibleRecords };
}

/** What anyone knows about totals, as cells. A fact about a later day bounds the records of today from above only. */
export function factsOf(
  registry: Registry,
  recordSet: string,
  release: string,
): readonly CheckedCell[] {
  return registry.publishedFacts.flatMap((fact, at) => {
    if (fact.recordSet !== recordSet) return [];
    const ends = (fact.where[PROGRAMME] ?? []).map((id) => {
      const { quarters, lastQuarters } = registry.programmes[id] ?? {};
      return lastQuarters?.[recordSet]?.[fact.step] ?? quarters?.to ?? release;
    });
    const last = fact.until ?? ends.toSorted().at(-1) ?? release;
    const where = new Map(
      Object.entries(fact.where).map(([name, codes]) => [name, new Set(codes)]),
    );
    const quarters = new Set(
      quartersBetween(firstQuarter(registry, release), last < release ? last : release),
    );
    const predicate: Predicate = {
      recordSet,
      step: fact.step,
      quarters,
      where,
      key: `publishedFacts|${at}`,
    };
    const low = last > release ? 0 : (fact.eq ?? fact.ge ?? 0);
    return [
      {
        predicate,
        name: `The published fact of ${fact.source}`,
        value: low,
        minimum: 0,
        low,
        high: fact.eq ?? fact.le ?? Infinity,
        release,
        registry,
      },
    ];
  });
}
