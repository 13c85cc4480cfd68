/** The records that the registry allows, and sums that hold for each of them. */
import { quartersBetween } from '../../kit/statistics/quarters.ts';
import { stepsUpTo } from '../registry/check-registry.ts';
import type { Predicate } from '../registry/registered-tables.ts';
import { PROGRAMME, type Registry } from '../registry/registry.ts';

const QUARTER = /^\d{4}Q[1-4]$/;

/** Codes of attributes and quarters of steps, by name. */
export type InventedRecord = ReadonlyMap<string, string>;

/** Kinds of record that one sum may be compared with. */
const KINDS_MAX = 2_000_000;

/** The quarter in which the first programme began. */
export const firstQuarter = ({ programmes }: Registry, release: string): string =>
  Object.values(programmes)
    .map(({ quarters }) => quarters.from)
    .toSorted()[0] ?? release;

/** Whether a cell counts a record. */
const isIn = ({ step, quarters, where }: Predicate, record: InventedRecord): boolean =>
  quarters.has(record.get(step) ?? '') &&
  [...where].every(([name, codes]) => codes.has(record.get(name) ?? ''));

/** Whether the registry allows a record of which these attributes are known. */
export function isAllowed(
  registry: Registry,
  recordSet: string,
  record: InventedRecord,
  attributes: Iterable<string>,
  release: string,
): boolean {
  const {
    steps = {},
    attributes: registered = {},
    impossible = [],
  } = registry.recordSets[recordSet] ?? {};
  const { quarters: run, lastQuarters = {} } = registry.programmes[record.get(PROGRAMME) ?? ''] ?? {
    quarters: { from: firstQuarter(registry, release) },
  };
  const [first = ''] = Object.keys(steps);
  const areStepsAllowed = Object.entries(steps).every(([step, { after, excludes }]) => {
    const quarter = record.get(step);
    if (quarter === undefined) return step !== first;
    // A step comes in the quarter of the one that it is after, or later.
    const earliest = after === undefined ? run.from : record.get(after);
    const last = lastQuarters[recordSet]?.[step] ?? run.to ?? release;
    return (
      earliest !== undefined &&
      // Another text can be between two quarters, and no cell counts it.
      QUARTER.test(quarter) &&
      quarter >= earliest &&
      quarter >= run.from &&
      quarter <= last &&
      quarter <= release &&
      !excludes.some((other) => record.has(other))
    );
  });
  const areValuesAllowed = [...attributes].every((name) => {
    const code = record.get(name);
    if (!record.has(registered[name]?.knownAt ?? first)) return code === undefined;
    return registry.dimensions[name]?.categories.some((one) => one.code === code) ?? false;
  });
  return (
    areStepsAllowed &&
    areValuesAllowed &&
    !impossible.some((rule) =>
      Object.entries(rule).every(([name, codes]) => codes.includes(record.get(name) ?? '')),
    )
  );
}

/** A count that is added some number of times. */
export interface Summand {
  readonly predicate: Predicate;
  readonly times: number;
}

/** Whether the sum is at least 0 for each record that the registry allows, of which equal kinds are tried once. */
export function holdsForEveryRecord(
  registry: Registry,
  release: string,
  sum: readonly Summand[],
): boolean {
  const predicates = sum.map(({ predicate }) => predicate);
  const recordSet = predicates[0]?.recordSet ?? '';
  const { steps = {}, attributes = {}, impossible = [] } = registry.recordSets[recordSet] ?? {};
  const asked = new Set(predicates.flatMap(({ where }) => [...where.keys()]));
  const isOfOneSet = predicates.every((one) => one.recordSet === recordSet && one.step in steps);
  if (!isOfOneSet || [...asked].some((name) => !(name in attributes))) return false;
  const rules = impossible.filter((rule) => Object.keys(rule).some((name) => asked.has(name)));
  const names = [PROGRAMME, ...asked, ...rules.flatMap((rule) => Object.keys(rule))].filter(
    (name) => name in attributes,
  );
  const chains = [
    ...predicates.map(({ step }) => step),
    ...names.flatMap((name) => attributes[name]?.knownAt ?? []),
    ...Object.keys(steps).slice(0, 1),
  ];
  const used = new Set(chains.flatMap((step) => stepsUpTo(registry.recordSets[recordSet], step)));
  const codesOf = (name: string) =>
    firstOfEach(
      (registry.dimensions[name]?.categories ?? []).map(({ code }) => code),
      (code) => [
        predicates.map(({ where }) => where.get(name)?.has(code)),
        rules.map((rule) => rule[name]?.includes(code)),
        name === PROGRAMME && [
          registry.programmes[code]?.quarters,
          registry.programmes[code]?.lastQuarters,
        ],
      ],
      false,
    );
  const quarters = firstOfEach(
    quartersBetween(firstQuarter(registry, release), release),
    (quarter) => [
      predicates.map((one) => one.quarters.has(quarter)),
      Object.values(registry.programmes).map(
        ({ quarters: { from, to = release }, lastQuarters }) => [
          quarter >= from && quarter <= to,
          ...Object.values(lastQuarters[recordSet] ?? {}).map((last) => quarter <= last),
        ],
      ),
    ],
    true,
  );
  const choices = [
    ...Object.keys(steps)
      .filter((step) => used.has(step))
      .map((step) => [step, quarters] as const),
    ...[...new Set(names)].map((name) => [name, codesOf(name)] as const),
  ];
  if (choices.reduce((product, [, values]) => product * (values.length + 1), 1) > KINDS_MAX)
    return false;
  const holds = (at: number, record: InventedRecord): boolean => {
    const choice = choices[at];
    if (choice !== undefined)
      return [undefined, ...choice[1]].every((value) =>
        holds(at + 1, value === undefined ? record : new Map([...record, [choice[0], value]])),
      );
    if (!isAllowed(registry, recordSet, record, names, release)) return true;
    return (
      sum.reduce(
        (total, { predicate, times }) => total + (isIn(predicate, record) ? times : 0),
        0,
      ) >= 0
    );
  };
  return holds(0, new Map());
}

/** The first of those that have the same signature: of all, or only of neighbours, whose order then stays. */
function firstOfEach(
  values: readonly string[],
  signature: (value: string) => unknown,
  isOfNeighbours: boolean,
): readonly string[] {
  const texts = values.map((value) => JSON.stringify(signature(value)));
  return values.filter((_, at) =>
    isOfNeighbours ? texts[at] !== texts[at - 1] : texts.indexOf(texts[at] ?? '') === at,
  );
}
