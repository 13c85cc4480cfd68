/** A broad set of questions made from the schema itself: each field of each type, by several ways. */
import {
  getNamedType,
  isLeafType,
  isNonNullType,
  isObjectType,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql';

/** Ids that an asker got from lists, by root field; those of public things are the same for all. */
export type KnownIds = Readonly<Record<string, string>>;

export interface MadeQuestion {
  readonly document: string;
  /** Every `Type.field` that it asks for. */
  readonly asks: readonly string[];
  /** Whether it begins where case records are, or counts them. */
  readonly isAboutPeople: boolean;
}

/** Values for arguments that must be given, by `Type.field`. */
const GIVEN: Readonly<Record<string, (ids: KnownIds) => string>> = {
  'Query.region': () => '(name: "Friesland")',
  'Query.vocabulary': () => '(term: "voucher")',
  'Query.programme': () => '(id: "gelders-vakmanschap")',
  'Query.organisation': () => '(id: "otib")',
  'Query.instruments': () =>
    '(for: { sector: TECHNIEK, region: { name: "Gelderland" }, targetGroup: "JOBSEEKER" })',
  'Query.voucherCounts': () => '(groupBy: [STATUS])',
  'Programme.voucherCounts': () => '(groupBy: [TYPE])',
};
const BY_ID = ['training', 'voucher', 'trajectory', 'pilot', 'person', 'indicator'];
const CASE_ROOTS = ['vouchers', 'voucher', 'jobseekers', 'person', 'caseload', 'trajectory', 'me'];
const ROWS = 2;

interface Step {
  readonly owner: GraphQLObjectType;
  readonly field: GraphQLField<unknown, unknown>;
}
type Way = readonly Step[];

/** For each type the shortest way, and for a case type one from each root of case records. */
export function makeQuestions(schema: GraphQLSchema, ids: KnownIds): readonly MadeQuestion[] {
  const root = schema.getQueryType();
  if (!root) throw new Error('Cannot find the query type');
  const fields = Object.values(root.getFields());
  const starts = [
    fields,
    ...CASE_ROOTS.map((name) => fields.filter((field) => field.name === name)),
  ];
  const ways = starts.flatMap((from, index) =>
    [...waysFrom(root, from)].filter(
      ([type, way]) => index === 0 || (isCase(type) && way.length <= 4),
    ),
  );
  const made = ways.map(([type, way]) => makeQuestion(type, way, ids));
  const single = fields.flatMap((field) =>
    isObjectType(getNamedType(field.type))
      ? [makeQuestion(getNamedType(field.type) as GraphQLObjectType, [{ owner: root, field }], ids)]
      : [],
  );
  return [...new Map([...made, ...single].map((one) => [one.document, one])).values()];
}

/** Every `Type.field` that a client can reach. */
export function coordinatesOf(schema: GraphQLSchema): readonly string[] {
  return Object.values(schema.getTypeMap()).flatMap((type) =>
    isObjectType(type) && !type.name.startsWith('__')
      ? Object.keys(type.getFields()).map((name) => `${type.name}.${name}`)
      : [],
  );
}

/** The types that tell of someone. */
export const CASE_TYPES =
  /^(Person|Voucher|Trajectory|Enrolment|BenefitEpisode|Employment|JobseekerProfile|Coach|Lookups?)$/;
const isCase = (type: GraphQLObjectType) => CASE_TYPES.test(type.name);

function waysFrom(
  root: GraphQLObjectType,
  fields: readonly GraphQLField<unknown, unknown>[],
): ReadonlyMap<GraphQLObjectType, Way> {
  const found = new Map<GraphQLObjectType, Way>();
  const waiting: Way[] = fields.map((field) => [{ owner: root, field }]);
  for (let way = waiting.shift(); way !== undefined; way = waiting.shift()) {
    const type = getNamedType(way.at(-1)?.field.type);
    if (!isObjectType(type) || found.has(type)) continue;
    found.set(type, way);
    for (const field of Object.values(type.getFields())) {
      if (isAskable(type, field)) waiting.push([...way, { owner: type, field }]);
    }
  }
  return found;
}

function makeQuestion(type: GraphQLObjectType, way: Way, ids: KnownIds): MadeQuestion {
  const asks = new Set<string>();
  const inner = `{ ${selectionOf(type, ids, asks, true)} }`;
  const document = way.reduceRight((selection, { owner, field }) => {
    asks.add(`${owner.name}.${field.name}`);
    return `{ ${field.name}${argumentsOf(owner, field, ids)} ${selection} }`;
  }, inner);
  const start = way[0]?.field.name ?? '';
  const isAboutPeople = [...CASE_ROOTS, 'voucherCounts'].includes(start);
  return { document, asks: [...asks], isAboutPeople };
}

/** All leaves, and one level deeper the leaves of those. */
function selectionOf(
  type: GraphQLObjectType,
  ids: KnownIds,
  asks: Set<string>,
  isDeep: boolean,
): string {
  const chosen = Object.values(type.getFields()).flatMap((field) => {
    const inner = getNamedType(field.type);
    if (!isAskable(type, field) || (!isLeafType(inner) && !isDeep)) return [];
    asks.add(`${type.name}.${field.name}`);
    const called = `${field.name}${argumentsOf(type, field, ids)}`;
    if (!isObjectType(inner)) return [called];
    return [`${called} { ${selectionOf(inner, ids, asks, false)} }`];
  });
  return ['__typename', ...chosen].join(' ');
}

function isAskable(owner: GraphQLObjectType, field: GraphQLField<unknown, unknown>): boolean {
  return field.args.every(
    (argument) =>
      !isNonNullType(argument.type) ||
      argument.defaultValue !== undefined ||
      GIVEN[`${owner.name}.${field.name}`] !== undefined ||
      BY_ID.includes(field.name),
  );
}

function argumentsOf(
  owner: GraphQLObjectType,
  field: GraphQLField<unknown, unknown>,
  ids: KnownIds,
): string {
  const given = GIVEN[`${owner.name}.${field.name}`];
  if (given) return given(ids);
  if (owner.name === 'Query' && BY_ID.includes(field.name)) {
    return `(id: ${JSON.stringify(ids[field.name] ?? 'unknown')})`;
  }
  return field.args.some(({ name }) => name === 'first') ? `(first: ${ROWS})` : '';
}
