import type { z } from 'zod';
import { nameHint } from '../../../core/config/nearest-name.ts';
import { checkTable } from './check-table.ts';
import type { Registry } from './registry.ts';

type RegistryPath = readonly (string | number)[];
type Where = Readonly<Record<string, readonly string[]>>;

/** What the checks of all parts of a registry use. */
export interface RegistryCheck {
  readonly registry: Registry;
  readonly complain: (path: RegistryPath, message: string) => void;
  /** Whether a name is one of these; reports it with the nearest one where it is not. */
  readonly known: (
    path: RegistryPath,
    what: string,
    name: string,
    names: readonly string[],
  ) => boolean;
  /** The codes of a dimension, without its groups. */
  readonly codesOf: (dimension: string) => readonly string[];
  /** Whether every record of a set that has a step has another step too, such as itself. */
  readonly includesStep: (recordSet: string, step: string, other: string) => boolean;
  /** Reports attributes that a record set lacks, or that records with a step do not have yet, and unknown codes. */
  readonly checkWhere: (path: RegistryPath, where: Where, recordSet: string, step?: string) => void;
}

/** Reports every name in the registry that nothing has, and what may not be combined. */
export function checkReferences(registry: Registry, context: z.RefinementCtx): void {
  const check = createCheck(registry, context);
  if (registry.policy.sensitiveMinimum < registry.policy.minimum) {
    check.complain(['policy', 'sensitiveMinimum'], 'it may not be lower than "minimum"');
  }
  for (const id of Object.keys(registry.programmes)) checkProgramme(check, id);
  for (const id of Object.keys(registry.dimensions)) checkDimension(check, id);
  for (const id of Object.keys(registry.recordSets)) checkRecordSet(check, id);
  for (const index of registry.tables.keys()) checkTable(check, index);
  for (const index of registry.publishedFacts.keys()) checkFact(check, index);
}

function createCheck(registry: Registry, context: z.RefinementCtx): RegistryCheck {
  const complain = (path: RegistryPath, message: string) =>
    context.addIssue({ code: 'custom', path: [...path], message });
  const known = (path: RegistryPath, what: string, name: string, names: readonly string[]) => {
    if (names.includes(name)) return true;
    complain(path, `unknown ${what} "${name}"; ${nameHint(name, names)}`);
    return false;
  };
  const codesOf = (dimension: string) =>
    registry.dimensions[dimension]?.categories.map(({ code }) => code) ?? [];
  const includesStep = (recordSet: string, step: string, other: string) =>
    stepsUpTo(registry.recordSets[recordSet], step).includes(other);
  const checkWhere = (path: RegistryPath, where: Where, recordSet: string, step?: string) => {
    const set = registry.recordSets[recordSet];
    for (const [name, codes] of Object.entries(where)) {
      if (!known([...path, name], 'attribute', name, Object.keys(set?.attributes ?? {}))) continue;
      for (const [at, code] of codes.entries()) {
        known([...path, name, at], 'code', code, codesOf(name));
      }
      const from = set?.attributes[name]?.knownAt;
      if (step !== undefined && from !== undefined && !includesStep(recordSet, step, from)) {
        complain(
          [...path, name],
          `"${name}" is known from the step "${from}" on, not yet at "${step}"`,
        );
      }
    }
  };
  return { registry, complain, known, codesOf, includesStep, checkWhere };
}

function checkProgramme(check: RegistryCheck, id: string): void {
  const { registry, complain, codesOf } = check;
  const path = ['programmes', id];
  const { from, to } = registry.programmes[id]?.quarters ?? { from: '' };
  if (to !== undefined && to < from) {
    complain([...path, 'quarters', 'to'], `it is before the first quarter, ${from}`);
  }
  if (!codesOf('programme').includes(id)) {
    complain(path, `the dimension "programme" has no code "${id}"`);
  }
  checkLastQuarters(check, id);
}

function checkLastQuarters({ registry, complain, known }: RegistryCheck, id: string): void {
  const { quarters, lastQuarters = {} } = registry.programmes[id] ?? { quarters: { from: '' } };
  const { from, to } = quarters;
  for (const [set, steps] of Object.entries(lastQuarters)) {
    const path = ['programmes', id, 'lastQuarters', set];
    if (!known(path, 'record set', set, Object.keys(registry.recordSets))) continue;
    const recordSet = registry.recordSets[set];
    if (recordSet?.attributes['programme'] === undefined) {
      complain(path, `"${set}" has no attribute "programme"`);
    }
    for (const [step, last] of Object.entries(steps)) {
      const place = [...path, step];
      if (!known(place, 'step', step, Object.keys(recordSet?.steps ?? {}))) continue;
      if (last < from) complain(place, `it is before the first quarter, ${from}`);
      if (to !== undefined && last > to) complain(place, `it is after the last quarter, ${to}`);
    }
  }
}

const RESERVED = ['TOTAL', 'OTHER', 'to-date'];
/** What rows have beside their dimensions. */
const RESERVED_DIMENSIONS = ['step', 'period', 'measure'];
/** A municipality or a province: two kinds of region can differ by one municipality. */
const OTHER_REGION = /^(GM|PV)\d+$/;

function checkDimension({ registry, complain, known, codesOf }: RegistryCheck, id: string): void {
  const path = ['dimensions', id];
  const { categories = [], groups = [] } = registry.dimensions[id] ?? {};
  const codes = [...categories, ...groups].map(({ code }) => code);
  if (RESERVED_DIMENSIONS.includes(id)) complain(path, `every table has "${id}" already`);
  const region = codes.find((code) => OTHER_REGION.test(code));
  if (region !== undefined)
    complain(path, `"${region}" is no labour market region, the only kind that is counted`);
  for (const [at, code] of codes.entries()) {
    if (RESERVED.includes(code) || codes.indexOf(code) < at) {
      complain(path, `"${code}" is in the dimension twice, or reserved`);
    }
  }
  for (const [at, { of }] of groups.entries()) {
    for (const [place, code] of of.entries()) {
      known([...path, 'groups', at, 'of', place], 'code', code, codesOf(id));
    }
  }
}

function checkRecordSet(check: RegistryCheck, id: string): void {
  const { registry, complain, known, includesStep, checkWhere } = check;
  const path = ['recordSets', id];
  const { steps, attributes, impossible } = registry.recordSets[id] ?? {
    steps: {},
    attributes: {},
    impossible: [],
  };
  const names = Object.keys(steps);
  for (const [at, [name, { after, excludes }]] of Object.entries(steps).entries()) {
    const place = [...path, 'steps', name];
    if (after !== undefined) {
      known([...place, 'after'], 'earlier step', after, names.slice(0, at));
    } else if (at > 0) {
      complain(place, 'it must be after an earlier step: only the first is not');
    }
    for (const [index, one] of excludes.entries()) {
      known([...place, 'excludes', index], 'step', one, names);
      if (includesStep(id, name, one) || includesStep(id, one, name))
        complain([...place, 'excludes', index], `a record with "${name}" has "${one}" or needs it`);
    }
  }
  for (const name of Object.keys(attributes)) checkAttribute(check, id, name);
  for (const [at, where] of impossible.entries()) {
    const place = [...path, 'impossible', at];
    if (Object.keys(where).length === 0) complain(place, 'it would exclude every record');
    checkWhere(place, where, id);
  }
}

function checkAttribute(check: RegistryCheck, set: string, name: string): void {
  const { registry, complain, known, codesOf } = check;
  const path = ['recordSets', set, 'attributes', name];
  const attribute = registry.recordSets[set]?.attributes[name];
  if (!known(path, 'dimension', name, Object.keys(registry.dimensions)) || !attribute) return;
  const { knownAt, otherwise, daysBetween } = attribute;
  const steps = Object.keys(registry.recordSets[set]?.steps ?? {});
  if (knownAt !== undefined) known([...path, 'knownAt'], 'step', knownAt, steps);
  if (otherwise !== undefined) known([...path, 'otherwise'], 'code', otherwise, codesOf(name));
  // A source can always send nothing, or a code that is new; it is then counted under one of the codes here.
  if (otherwise === undefined && !codesOf(name).includes('UNKNOWN')) {
    complain(
      path,
      `expected "otherwise", because the dimension "${name}" has no code "UNKNOWN" for a record without a code`,
    );
  }
  if (daysBetween === undefined) return;
  const { limits } = daysBetween;
  if (limits.some((limit, at) => at > 0 && limit <= (limits[at - 1] ?? 0))) {
    complain([...path, 'daysBetween', 'limits'], 'expected each limit to be higher than the last');
  }
  const classes = codesOf(name).filter((code) => code !== 'UNKNOWN').length;
  if (classes !== limits.length + 1) {
    complain(
      [...path, 'daysBetween', 'limits'],
      `expected ${classes - 1} limits for the ${classes} classes of "${name}"`,
    );
  }
}

function checkFact({ registry, complain, known, checkWhere }: RegistryCheck, index: number): void {
  const path = ['publishedFacts', index];
  const fact = registry.publishedFacts[index];
  const sets = Object.keys(registry.recordSets);
  if (!fact || !known([...path, 'recordSet'], 'record set', fact.recordSet, sets)) return;
  const steps = Object.keys(registry.recordSets[fact.recordSet]?.steps ?? {});
  const hasStep = known([...path, 'step'], 'step', fact.step, steps);
  checkWhere([...path, 'where'], fact.where, fact.recordSet, hasStep ? fact.step : undefined);
  const { eq, ge = eq, le = eq } = fact;
  if (ge !== undefined && le !== undefined && ge > le) {
    complain(path, 'no number is at least "ge" and at most "le"');
  }
  const starts = Object.values(registry.programmes).map(({ quarters }) => quarters.from);
  const [first = ''] = starts.toSorted();
  if (fact.until !== undefined && fact.until < first)
    complain([...path, 'until'], `no record is counted before ${first}`);
  if (eq !== undefined && (fact.ge ?? fact.le) !== undefined) {
    complain([...path, 'eq'], 'expected "eq" alone, or "ge" and "le"');
  }
}

/** A step, and those that every record with it has. */
export function stepsUpTo(
  set: Registry['recordSets'][string] | undefined,
  step: string,
): readonly string[] {
  const names = Object.keys(set?.steps ?? {});
  const after = set?.steps[step]?.after ?? '';
  // Steps in a circle are a mistake that `checkRecordSet` reports.
  const isEarlier = names.slice(0, names.indexOf(step)).includes(after);
  return isEarlier ? [...stepsUpTo(set, after), step] : [step];
}
