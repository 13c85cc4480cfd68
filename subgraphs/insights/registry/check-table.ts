import type { RegistryCheck } from './check-registry.ts';

/** Reports what is wrong in one table: unknown names, and what would count something else than it seems to. */
export function checkTable(check: RegistryCheck, index: number): void {
  const { registry, complain, known, checkWhere } = check;
  const path = ['tables', index];
  const table = registry.tables[index];
  if (table === undefined) return;
  if (registry.tables.findIndex(({ id }) => id === table.id) < index) {
    complain([...path, 'id'], `"${table.id}" is in the registry twice`);
  }
  if (table.notPublishable !== undefined && table.sourceUnavailable !== undefined) {
    complain(
      [...path, 'sourceUnavailable'],
      'expected one reason, and "notPublishable" is another',
    );
  }
  checkProgrammes(check, index);
  checkAnswer(check, index);
  const sets = Object.keys(registry.recordSets);
  if (!known([...path, 'recordSet'], 'record set', table.recordSet, sets)) return;
  checkSteps(check, index);
  checkDimensions(check, index);
  checkWhere([...path, 'where'], table.where, table.recordSet, table.steps[0]);
  for (const name of Object.keys(table.where)) {
    const place = [...path, 'where', name];
    if (table.dimensions.some(({ dimension }) => dimension === name)) {
      complain(place, `the table is split by "${name}" already: use "only" there`);
    }
  }
}

function checkProgrammes({ registry, complain, known }: RegistryCheck, index: number): void {
  const table = registry.tables[index];
  if (table === undefined || table.programmes === 'all') return;
  const path = ['tables', index, 'programmes'];
  for (const [at, one] of table.programmes.entries()) {
    known([...path, at], 'programme', one, Object.keys(registry.programmes));
  }
  const set = registry.recordSets[table.recordSet];
  if (set !== undefined && set.attributes['programme'] === undefined) {
    complain(path, `expected all, because "${table.recordSet}" has no attribute "programme"`);
  }
  const split = [
    ...Object.keys(table.where),
    ...table.dimensions.map(({ dimension }) => dimension),
  ];
  if (split.includes('programme')) {
    complain(path, 'expected all, because the table names "programme" elsewhere');
  }
}

function checkAnswer({ registry, complain, known, codesOf }: RegistryCheck, index: number): void {
  const { answer, recordSet, steps, quarters, where } = registry.tables[index] ?? {};
  if (answer === undefined) return;
  const path = ['tables', index, 'answer'];
  const names = Object.keys(registry.recordSets[recordSet ?? '']?.attributes ?? {});
  if (!known(path, 'attribute', answer, names)) return;
  for (const code of ['YES', 'NO']) {
    if (!codesOf(answer).includes(code)) complain(path, `"${answer}" has no code "${code}"`);
  }
  if (steps?.length !== 1 || quarters === true || Object.keys(where ?? {}).length > 0) {
    complain(path, 'a table of answers has one step, no quarters and no "where"');
  }
}

function checkSteps(
  { registry, complain, known, includesStep }: RegistryCheck,
  index: number,
): void {
  const table = registry.tables[index];
  const set = registry.recordSets[table?.recordSet ?? ''];
  if (table === undefined || set === undefined) return;
  const names = Object.keys(set.steps);
  const [first = ''] = table.steps;
  for (const [at, one] of table.steps.entries()) {
    const place = ['tables', index, 'steps', at];
    if (!known(place, 'step', one, names) || at === 0) continue;
    const before = table.steps[at - 1] ?? '';
    if (names.indexOf(one) <= names.indexOf(before)) {
      complain(place, `expected the steps in their order: "${one}" comes before "${before}"`);
    } else if (names.includes(first) && !includesStep(table.recordSet, one, first)) {
      complain(place, `a record can have "${one}" without "${first}", the first step of the table`);
    }
  }
}

function checkDimensions(check: RegistryCheck, index: number): void {
  const { registry, complain, known, codesOf, includesStep } = check;
  const table = registry.tables[index];
  const set = registry.recordSets[table?.recordSet ?? ''];
  if (table === undefined || set === undefined) return;
  const path = ['tables', index, 'dimensions'];
  const ids = table.dimensions.map(({ dimension }) => dimension);
  for (const [at, { dimension, only = [] }] of table.dimensions.entries()) {
    const place = [...path, at];
    if (!known(place, 'attribute', dimension, Object.keys(set.attributes))) continue;
    if (ids.indexOf(dimension) < at) complain(place, `"${dimension}" is listed twice`);
    for (const [nth, code] of only.entries()) {
      known([...place, 'only', nth], 'code', code, codesOf(dimension));
    }
    const from = set.attributes[dimension]?.knownAt;
    const first = table.steps[0] ?? '';
    if (from !== undefined && !includesStep(table.recordSet, first, from)) {
      complain(
        place,
        `"${dimension}" is known from the step "${from}" on, and the table starts with "${first}"`,
      );
    }
  }
  if (ids.filter((id) => registry.dimensions[id]?.sensitive).length > 1) {
    complain(path, 'two sensitive dimensions may not be crossed');
  }
}
