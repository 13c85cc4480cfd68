/**
 * Somebody who reads releases and computes the lowest and the highest value that a cell can have, by linear programming
 * over every kind of record that the registry allows. It shares no code with protection and check.
 */
import { createRequire } from 'node:module';
import type highs from 'highs';
import {
  cellsOf,
  minimumOf,
  predicateOf,
  tablesOf,
  type Predicate,
} from '../../../subgraphs/insights/registry/registered-tables.ts';
import type { Registry } from '../../../subgraphs/insights/registry/registry.ts';
import type { ReleaseFile } from '../../../subgraphs/insights/release/release-file.ts';
import { quartersBetween } from '../../../subgraphs/kit/statistics/quarters.ts';

// Node and vitest disagree about the default export of this CommonJS module.
const load = createRequire(import.meta.url)('highs') as typeof highs.default;
let solving: ReturnType<typeof load> | undefined;

export interface AttackedCell {
  readonly table: string;
  readonly keys: string;
  readonly minimum: number;
  readonly low: number;
  /** Infinite where nothing limits it. */
  readonly high: number;
}

type Kind = ReadonlyMap<string, string>;

/** The bounds of every hidden cell of the releases, or of those whose keys are given. */
export async function attack(
  registry: Registry,
  releases: readonly ReleaseFile[],
  wanted?: string,
): Promise<readonly AttackedCell[]> {
  solving ??= load();
  const solver = await solving;
  const last =
    releases
      .map(({ quarter }) => quarter)
      .toSorted()
      .at(-1) ?? '';
  const kinds = kindsOf(registry, last);
  const constraints: string[] = [];
  const hidden = new Map<string, Omit<AttackedCell, 'low' | 'high'> & { sum: string }>();
  const sumOf = ({ step, quarters, where }: Predicate) =>
    kinds
      .flatMap((kind, at) =>
        quarters.has(kind.get(step) ?? '') &&
        [...where].every(([name, codes]) => codes.has(kind.get(name) ?? ''))
          ? [`x${at}`]
          : [],
      )
      .join(' + ');
  const constrain = (sum: string, low: number, high: number) => {
    if (low > 0) constraints.push(`${sum} >= ${low}`);
    if (high < Infinity) constraints.push(`${sum} <= ${high}`);
  };
  for (const file of releases) {
    for (const table of tablesOf(registry, file.quarter)) {
      const rows = file.tables.find(({ id }) => id === table.id)?.rows ?? [];
      for (const [at, cell] of [...cellsOf(table)].entries()) {
        const row = rows[at];
        if (row === undefined) continue;
        const sum = sumOf(predicateOf(table, cell));
        const minimum = minimumOf(registry, table, cell);
        const keys = row.keys.join(' ');
        if (row.value === null)
          hidden.set(`${file.id} ${sum}`, { table: table.id, keys, minimum, sum });
        else constrain(sum, Math.max(minimum, row.value - 5), row.value + 4);
      }
    }
  }
  for (const { step, where, until = last, eq, ge, le } of registry.publishedFacts) {
    const quarters = new Set(quartersBetween('2025Q1', until));
    const codes = new Map(Object.entries(where).map(([name, listed]) => [name, new Set(listed)]));
    const sum = sumOf({ recordSet: 'records', step, quarters, where: codes, key: '' });
    constrain(sum, eq ?? ge ?? 0, eq ?? le ?? Infinity);
  }
  const solve = (direction: 'Minimize' | 'Maximize', sum: string): number => {
    const lines = constraints.map((one, at) => ` c${at}: ${one}`);
    const problem = [direction, ` goal: ${sum}`, 'Subject To', ...lines, 'End'].join('\n');
    const { Status, ObjectiveValue } = solver.solve(problem, {
      presolve: 'off',
      simplex_strategy: 4,
      output_flag: false,
    });
    if (Status === 'Optimal') return ObjectiveValue;
    if (Status === 'Unbounded' && direction === 'Maximize') return Infinity;
    throw new Error(`Cannot attack: ${Status}`);
  };
  return [...hidden.values()]
    .filter(({ keys, sum }) => sum !== '' && (wanted === undefined || wanted === keys))
    .map(({ sum, ...cell }) => ({
      ...cell,
      low: solve('Minimize', sum),
      high: solve('Maximize', sum),
    }));
}

/** Whether a cell cannot be 0, or cannot be one less than its minimum, and is not large either. */
export const isLeak = ({ low, high, minimum }: AttackedCell): boolean =>
  low < minimum - 1e-6 && (low > 1e-6 || high < minimum - 1 - 1e-6);

function kindsOf(registry: Registry, last: string): readonly Kind[] {
  const set = registry.recordSets['records'];
  const quarters = quartersBetween('2025Q1', last);
  let kinds: Kind[] = [new Map()];
  for (const name of Object.keys(set?.attributes ?? {})) {
    const codes = registry.dimensions[name]?.categories.map(({ code }) => code) ?? [];
    kinds = kinds.flatMap((kind) => codes.map((code) => new Map([...kind, [name, code]])));
  }
  for (const [step, { after }] of Object.entries(set?.steps ?? {})) {
    kinds = kinds.flatMap((kind) => {
      const earliest = after === undefined ? '' : kind.get(after);
      const open = quarters.filter((one) => earliest !== undefined && one >= earliest);
      const reached = open.map((one) => new Map([...kind, [step, one]]));
      return after === undefined ? reached : [kind, ...reached];
    });
  }
  return kinds;
}
