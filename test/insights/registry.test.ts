import { expect, test } from 'vitest';
import { ConfigError } from '../../core/config/read-config.ts';
import { parseRegistry } from '../../subgraphs/insights/registry/registry.ts';

/** A registry without mistakes, in which each case below changes one text. */
const REGISTRY = `
policy:
  { id: p, minimum: 10, sensitiveMinimum: 25, roundedTo: 10, shareDenominatorMin: 50, groupPercent: 90 }
programmes:
  north: { title: { nl: n, en: n }, lastQuarters: { vouchers: { issued: 2026Q1 } }, quarters: { from: 2025Q4, to: 2026Q2 } }
dimensions:
  programme: { title: { nl: p, en: p }, categories: [{ code: north, nl: n, en: n }, { code: UNKNOWN, nl: o, en: u }] }
  size:
    title: { nl: g, en: s }
    categories: [{ code: SMALL, nl: k, en: s }, { code: LARGE, nl: g, en: l }, { code: UNKNOWN, nl: o, en: u }]
    groups: [{ code: ANY, of: [SMALL, LARGE], nl: a, en: a }]
  group:
    title: { nl: d, en: t }
    sensitive: true
    categories: [{ code: YOUTH, nl: j, en: y }, { code: UNKNOWN, nl: o, en: u }]
  benefit:
    title: { nl: u, en: b }
    sensitive: true
    categories: [{ code: WW, nl: w, en: w }, { code: UNKNOWN, nl: o, en: u }]
  days:
    title: { nl: d, en: d }
    categories: [{ code: SOON, nl: s, en: s }, { code: LATE, nl: l, en: l }, { code: UNKNOWN, nl: o, en: u }]
  coach:
    title: { nl: c, en: c }
    categories: [{ code: WITH, nl: m, en: w }, { code: WITHOUT, nl: z, en: o }]
recordSets:
  vouchers:
    title: { nl: v, en: v }
    unit: VOUCHERS
    domain: voucher
    steps:
      issued: { title: { nl: u, en: i }, source: funds }
      redeemed: { title: { nl: v, en: r }, source: funds, after: issued }
      expired: { title: { nl: v, en: e }, source: funds, after: issued, excludes: [redeemed] }
    attributes:
      programme: { source: funds }
      size: { source: funds }
      group: { source: guidance }
      benefit: { source: uwv }
      coach: { source: guidance, otherwise: WITHOUT }
      days: { source: education, knownAt: redeemed, daysBetween: { from: a, to: b, limits: [30] } }
    impossible: [{ size: [LARGE], coach: [WITH] }]
  people:
    title: { nl: m, en: p }
    unit: PEOPLE
    domain: person
    steps: { finished: { title: { nl: a, en: f }, source: education } }
    attributes: { size: { source: education } }
tables:
  - id: sizes
    programmes: [north]
    topic: VOUCHERS
    recordSet: vouchers
    steps: [issued, redeemed]
    dimensions: [{ dimension: size, only: [SMALL] }]
    where: { coach: [WITH] }
    audience: PUBLIC
    questions: [1]
    title: { nl: t, en: t }
    method: { nl: m, en: m }
publishedFacts:
  - { source: s, recordSet: vouchers, step: issued, where: { programme: [north] }, until: 2026Q1, ge: 1, le: 9 }
`.trimStart();

/** `«` is where the message points. */
const MISTAKES: readonly (readonly [what: string, from: string, to: string, message: string])[] = [
  // Names that nothing has.
  [
    'an unknown code of a programme',
    'from: 2025Q4',
    'from: «2025-4',
    'programmes.north.quarters.from: expected a quarter such as 2019Q1',
  ],
  [
    'an unknown key',
    'questions: [1]',
    '«question: [1]',
    'tables.0: unexpected "question"; did you mean "questions"?',
  ],
  [
    'an unknown topic',
    'topic: VOUCHERS',
    'topic: «VOUCHER',
    'tables.0.topic: expected one of "VOUCHERS", "BUDGETS", "TRAJECTORIES", "TRAININGS", "ENTRANTS", "TEACHERS", "PILOTS", "EMPLOYERS", "COHORTS"; did you mean "VOUCHERS"?',
  ],
  [
    'an unknown programme',
    'programmes: [north]',
    'programmes: [«nort]',
    'tables.0.programmes.0: unknown programme "nort"; did you mean "north"?',
  ],
  [
    'an unknown record set',
    'recordSet: vouchers\n',
    'recordSet: «voucher\n',
    'tables.0.recordSet: unknown record set "voucher"; did you mean "vouchers"?',
  ],
  [
    'an unknown step',
    'steps: [issued, redeemed]',
    'steps: [issued, «redemed]',
    'tables.0.steps.1: unknown step "redemed"; did you mean "redeemed"?',
  ],
  [
    'an unknown dimension',
    '{ dimension: size, only: [SMALL] }',
    '«sizes',
    'tables.0.dimensions.0: unknown attribute "sizes"; did you mean "size"?',
  ],
  [
    'an unknown code in only',
    'only: [SMALL]',
    'only: [«SMAL]',
    'tables.0.dimensions.0.only.0: unknown code "SMAL"; did you mean "SMALL"?',
  ],
  [
    'a group in only',
    'only: [SMALL]',
    'only: [«ANY]',
    'tables.0.dimensions.0.only.0: unknown code "ANY"; known are SMALL, LARGE, UNKNOWN',
  ],
  [
    'an unknown attribute in where',
    'where: { coach: [WITH] }',
    'where: { coaches: «[WITH] }',
    'tables.0.where.coaches: unknown attribute "coaches"; did you mean "coach"?',
  ],
  [
    'an unknown code in where',
    'where: { coach: [WITH] }',
    'where: { coach: [«WIT] }',
    'tables.0.where.coach.0: unknown code "WIT"; did you mean "WITH"?',
  ],
  [
    'an attribute without a dimension',
    '      size: { source: funds }',
    '      sise: «{ source: funds }',
    'recordSets.vouchers.attributes.sise: unknown dimension "sise"; did you mean "size"?',
  ],
  [
    'an unknown source',
    '      size: { source: funds }',
    '      size: { source: «fund }',
    'recordSets.vouchers.attributes.size.source: expected one of "funds", "education", "guidance", "uwv"; did you mean "funds"?',
  ],
  [
    'an unknown step in after',
    'after: issued }',
    'after: «issue }',
    'recordSets.vouchers.steps.redeemed.after: unknown earlier step "issue"; did you mean "issued"?',
  ],
  [
    'an unknown step in excludes',
    'excludes: [redeemed]',
    'excludes: [«redemed]',
    'recordSets.vouchers.steps.expired.excludes.0: unknown step "redemed"; did you mean "redeemed"?',
  ],
  [
    'an unknown step in knownAt',
    'knownAt: redeemed',
    'knownAt: «redemed',
    'recordSets.vouchers.attributes.days.knownAt: unknown step "redemed"; did you mean "redeemed"?',
  ],
  [
    'an unknown code in otherwise',
    'otherwise: WITHOUT',
    'otherwise: «WITHOU',
    'recordSets.vouchers.attributes.coach.otherwise: unknown code "WITHOU"; did you mean "WITHOUT"?',
  ],
  [
    'an unknown code in impossible',
    'size: [LARGE]',
    'size: [«LARG]',
    'recordSets.vouchers.impossible.0.size.0: unknown code "LARG"; did you mean "LARGE"?',
  ],
  [
    'an unknown code in a group',
    'of: [SMALL, LARGE]',
    'of: [SMALL, «LARG]',
    'dimensions.size.groups.0.of.1: unknown code "LARG"; did you mean "LARGE"?',
  ],
  [
    'an unknown record set of a fact',
    'source: s, recordSet: vouchers',
    'source: s, recordSet: «voucher',
    'publishedFacts.0.recordSet: unknown record set "voucher"; did you mean "vouchers"?',
  ],
  [
    'an unknown step of a fact',
    'step: issued, where',
    'step: «isued, where',
    'publishedFacts.0.step: unknown step "isued"; did you mean "issued"?',
  ],
  [
    'an unknown programme of a fact',
    'where: { programme: [north] }',
    'where: { programme: [«nort] }',
    'publishedFacts.0.where.programme.0: unknown code "nort"; did you mean "north"?',
  ],
  // What would count something else than it seems to.
  [
    'a lower minimum for sensitive cells',
    'minimum: 10, sensitiveMinimum: 25',
    'minimum: 20, sensitiveMinimum: «10',
    'policy.sensitiveMinimum: it may not be lower than "minimum"',
  ],
  [
    'a programme without quarters',
    ', quarters: { from: 2025Q4, to: 2026Q2 } }',
    ' }',
    'programmes.north.quarters: Invalid input: expected object, received undefined',
  ],
  [
    'a programme that ends before it begins',
    'to: 2026Q2',
    'to: «2025Q3',
    'programmes.north.quarters.to: it is before the first quarter, 2025Q4',
  ],
  [
    'an unknown record set of a last quarter',
    '{ vouchers: { issued: 2026Q1 } }',
    '{ voucher: «{ issued: 2026Q1 } }',
    'programmes.north.lastQuarters.voucher: unknown record set "voucher"; did you mean "vouchers"?',
  ],
  [
    'an unknown step of a last quarter',
    '{ issued: 2026Q1 }',
    '{ isued: «2026Q1 }',
    'programmes.north.lastQuarters.vouchers.isued: unknown step "isued"; did you mean "issued"?',
  ],
  [
    'a last quarter of records without programmes',
    '{ vouchers: { issued: 2026Q1 } }',
    '{ people: «{ finished: 2026Q1 } }',
    'programmes.north.lastQuarters.people: "people" has no attribute "programme"',
  ],
  [
    'a last quarter that is no quarter',
    '{ issued: 2026Q1 }',
    '{ issued: «2026-03 }',
    'programmes.north.lastQuarters.vouchers.issued: expected a quarter such as 2019Q1',
  ],
  [
    'a step that closes before the programme begins',
    '{ issued: 2026Q1 }',
    '{ issued: «2025Q3 }',
    'programmes.north.lastQuarters.vouchers.issued: it is before the first quarter, 2025Q4',
  ],
  [
    'a step that closes after the programme ends',
    '{ issued: 2026Q1 }',
    '{ issued: «2026Q3 }',
    'programmes.north.lastQuarters.vouchers.issued: it is after the last quarter, 2026Q2',
  ],
  [
    'a programme that is no code',
    '{ code: north, nl: n, en: n }',
    '{ code: south, nl: n, en: n }',
    'programmes.north: the dimension "programme" has no code "north"',
  ],
  [
    'a reserved code',
    '{ code: SOON,',
    '{ code: TOTAL,',
    'dimensions.days: "TOTAL" is in the dimension twice, or reserved',
  ],
  [
    'a code twice',
    '{ code: LATE,',
    '{ code: SOON,',
    'dimensions.days: "SOON" is in the dimension twice, or reserved',
  ],
  [
    'a second first step',
    ', after: issued }',
    ' }',
    'recordSets.vouchers.steps.redeemed: it must be after an earlier step: only the first is not',
  ],
  [
    'no code for a record without one',
    ', otherwise: WITHOUT',
    '',
    'recordSets.vouchers.attributes.coach: expected "otherwise", because the dimension "coach" has no code "UNKNOWN" for a record without a code',
  ],
  [
    'limits in the wrong order',
    'limits: [30]',
    'limits: «[30, 20]',
    'recordSets.vouchers.attributes.days.daysBetween.limits: expected each limit to be higher than the last',
  ],
  [
    'too few limits',
    '{ code: LATE, nl: l, en: l }',
    '{ code: LATE, nl: l, en: l }, { code: LATER, nl: l, en: l }',
    'recordSets.vouchers.attributes.days.daysBetween.limits: expected 2 limits for the 3 classes of "days"',
  ],
  [
    'an impossible combination of nothing',
    '[{ size: [LARGE], coach: [WITH] }]',
    '[«{}]',
    'recordSets.vouchers.impossible.0: it would exclude every record',
  ],
  [
    'a table twice',
    'tables:\n',
    `tables:\n  - { id: sizes, programmes: all, topic: VOUCHERS, recordSet: people, steps: [finished], audience: PUBLIC, title: { nl: t, en: t }, method: { nl: m, en: m } }\n`,
    'tables.1.id: "sizes" is in the registry twice',
  ],
  [
    'a programme twice',
    'programmes: [north]',
    'programmes: [north, «north]',
    'tables.0.programmes.1: "north" is listed twice',
  ],
  [
    'a programme of records without programmes',
    'recordSet: vouchers\n    steps: [issued, redeemed]\n',
    'recordSet: people\n    steps: [finished]\n',
    'tables.0.programmes: expected all, because "people" has no attribute "programme"',
  ],
  [
    'a programme beside the split by programme',
    'dimensions: [{ dimension: size, only: [SMALL] }]',
    'dimensions: [programme]',
    'tables.0.programmes: expected all, because the table names "programme" elsewhere',
  ],
  [
    'steps in the wrong order',
    'steps: [issued, redeemed]',
    'steps: [redeemed, «issued]',
    'tables.0.steps.1: expected the steps in their order: "issued" comes before "redeemed"',
  ],
  [
    'a step that is not after the first',
    'steps: [issued, redeemed]',
    'steps: [redeemed, «expired]',
    'tables.0.steps.1: a record can have "expired" without "redeemed", the first step of the table',
  ],
  [
    'a split that is not known yet',
    '{ dimension: size, only: [SMALL] }',
    '«days',
    'tables.0.dimensions.0: "days" is known from the step "redeemed" on, and the table starts with "issued"',
  ],
  [
    'a condition that is not known yet',
    'where: { coach: [WITH] }',
    'where: { days: «[SOON] }',
    'tables.0.where.days: "days" is known from the step "redeemed" on, not yet at "issued"',
  ],
  [
    'a fact that is not known yet',
    'where: { programme: [north] }',
    'where: { days: «[SOON] }',
    'publishedFacts.0.where.days: "days" is known from the step "redeemed" on, not yet at "issued"',
  ],
  [
    'a split twice',
    '{ dimension: size, only: [SMALL] }',
    'size, «size',
    'tables.0.dimensions.1: "size" is listed twice',
  ],
  [
    'a code twice in only',
    'only: [SMALL]',
    'only: [SMALL, «SMALL]',
    'tables.0.dimensions.0.only.1: "SMALL" is listed twice',
  ],
  [
    'two sensitive splits',
    '[{ dimension: size, only: [SMALL] }]',
    '«[group, benefit]',
    'tables.0.dimensions: two sensitive dimensions may not be crossed',
  ],
  [
    'a condition on a split',
    'where: { coach: [WITH] }',
    'where: { size: «[SMALL] }',
    'tables.0.where.size: the table is split by "size" already: use "only" there',
  ],
  [
    'an answer that is no attribute',
    'questions: [1]',
    'questions: [1]\n    answer: «coaches',
    'tables.0.answer: unknown attribute "coaches"; did you mean "coach"?',
  ],
  [
    'an answer that is not yes or no',
    'questions: [1]',
    'questions: [1]\n    answer: «coach',
    'tables.0.answer: "coach" has no code "YES"',
  ],
  [
    'two reasons',
    'questions: [1]',
    'questions: [1]\n    notPublishable: { nl: a, en: a }\n    sourceUnavailable: «{ nl: a, en: a }',
    'tables.0.sourceUnavailable: expected one reason, and "notPublishable" is another',
  ],
  ['a fact without a number', ', ge: 1, le: 9 }', ' }', 'publishedFacts.0: expected eq, ge or le'],
  [
    'a fact before every record',
    'until: 2026Q1',
    'until: «2024Q1',
    'publishedFacts.0.until: no record is counted before 2025Q4',
  ],
  // What would be read as something else, or end the program.
  [
    'two steps in a circle',
    'redeemed: { title: { nl: v, en: r }, source: funds, after: issued }',
    'redeemed: { title: { nl: v, en: r }, source: funds, after: «expired }',
    'recordSets.vouchers.steps.redeemed.after: unknown earlier step "expired"; known are issued',
  ],
  [
    'a step that excludes the one it is after',
    'excludes: [redeemed]',
    'excludes: [«issued]',
    'recordSets.vouchers.steps.expired.excludes.0: a record with "expired" has "issued" or needs it',
  ],
  [
    'an alias without its anchor',
    'only: [SMALL]',
    'only: «*sizes',
    'no anchor "&sizes" stands before this alias',
  ],
  [
    'aliases that repeat each other',
    'questions: [1]',
    `legalNote: &a [${'1, '.repeat(50)}]\n    notPublishable: &b [${'*a, '.repeat(50)}]\n    questions: [${'*b, '.repeat(50)}]`,
    'file: its aliases repeat too much of it',
  ],
  [
    'a name that every object has',
    'recordSet: vouchers\n',
    'recordSet: «constructor\n',
    'tables.0.recordSet: expected another name, because JavaScript reserves this one',
  ],
  [
    'a step that is a number, which an object would sort',
    'expired: { title',
    '7: «{ title',
    'recordSets.vouchers.steps.7: expected a name such as voucher-type',
  ],
  [
    'a quarter of another age',
    'from: 2025Q4',
    'from: «0025Q4',
    'programmes.north.quarters.from: expected a quarter such as 2019Q1',
  ],
  [
    'a text of spaces',
    'title: { nl: t, en: t }',
    "title: { nl: «' ', en: t }",
    'tables.0.title.nl: expected a text',
  ],
  [
    'a group with one category twice',
    'of: [SMALL, LARGE]',
    'of: [SMALL, «SMALL]',
    'dimensions.size.groups.0.of.1: "SMALL" is listed twice',
  ],
  [
    'a dimension that every table has',
    'coach:\n    title',
    'period:\n    «title',
    'dimensions.period: every table has "period" already',
  ],
  [
    'a municipality',
    'code: YOUTH',
    'code: GM0050',
    'dimensions.group: "GM0050" is no labour market region, the only kind that is counted',
  ],
  [
    'a minimum that lets a single person show',
    'minimum: 10',
    'minimum: «2',
    'policy.minimum: Too small: expected number to be >=10',
  ],
  [
    'a fact that cannot be',
    'ge: 1, le: 9',
    'ge: 10, le: 9',
    'publishedFacts.0: no number is at least "ge" and at most "le"',
  ],
  [
    'a fact with two forms',
    'ge: 1, le: 9',
    'ge: 1, eq: «1',
    'publishedFacts.0.eq: expected "eq" alone, or "ge" and "le"',
  ],
];

test.each(MISTAKES)('%s is an error that says where and what', (_what, from, to, message) => {
  const marked = replacing(from, to);
  const text = marked.replace('«', '');
  const place = marked.includes('«') ? placeOf(marked) : null;
  // What follows from a mistake may be reported after it.
  const [found = ''] = mistakesIn(text).split('\n', 1);
  expect(found.replace(/:\d+:\d+ /, ':L:C ')).toBe(`statistics.yaml:L:C ${message}`);
  if (place !== null) expect(found.split(' ', 1)[0]).toBe(`statistics.yaml:${place}`);
});

test('the registry that the cases change has no mistake', () => {
  expect(mistakesIn(REGISTRY)).toBe('no mistake');
});

function replacing(from: string, to: string): string {
  if (REGISTRY.split(from).length !== 2) throw new Error(`Cannot find "${from}" once`);
  return REGISTRY.replace(from, () => to);
}

/** Line and column of the mark. */
function placeOf(marked: string): string {
  const before = marked.slice(0, marked.indexOf('«')).split('\n');
  return `${before.length}:${(before.at(-1) ?? '').length + 1}`;
}

function mistakesIn(text: string): string {
  try {
    parseRegistry(text, 'statistics.yaml');
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  return 'no mistake';
}
