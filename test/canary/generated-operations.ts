/** Operations generated from the schema that select each field of each type, by several paths. */
import {
  getNamedType,
  isLeafType,
  isNonNullType,
  isObjectType,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql';
import { ASKED_NUMBER } from './clients.ts';

/** Ids that a client found in lists, by root field. */
export type KnownIds = Readonly<Record<string, string>>;

export interface GeneratedOperation {
  readonly document: string;
  /** Every `Type.field` that it selects. */
  readonly coordinates: readonly string[];
  /** Whether it starts at a root field that returns case records. */
  readonly isAboutPeople: boolean;
}

/** Values of required arguments, by `Type.field`. */
const ARGUMENTS: Readonly<Record<string, (ids: KnownIds) => string>> = {
  'Query.region': () => '(name: "Friesland")',
  'Query.vocabulary': () => '(term: "voucher")',
  'Query.programme': () => '(id: "gelders-vakmanschap")',
  'Query.voucherByNumber': () => `(number: ${JSON.stringify(ASKED_NUMBER)})`,
  'Query.organisation': () => '(id: "otib")',
  'Query.instruments': () =>
    '(for: { sector: TECHNIEK, region: { name: "Gelderland" }, targetGroup: "JOBSEEKER" })',
  'Query.statisticsTable': () => '(id: "gelders-vakmanschap.vouchers-by-type")',
};
const BY_ID = ['training', 'voucher', 'trajectory', 'pilot', 'person', 'indicator'];
const CASE_ROOTS = [
  'vouchers',
  'voucher',
  'voucherByNumber',
  'jobseekers',
  'person',
  'caseload',
  'trajectory',
  'me',
];
const ROWS = 2;

interface Step {
  readonly owner: GraphQLObjectType;
  readonly field: GraphQLField<unknown, unknown>;
}
type FieldPath = readonly Step[];

/** For each type an operation by the shortest path, and for a case type one from each root field with case records. */
export function generateOperations(
  schema: GraphQLSchema,
  ids: KnownIds,
): readonly GeneratedOperation[] {
  const root = schema.getQueryType();
  if (!root) throw new Error('Cannot find the query type');
  const fields = Object.values(root.getFields());
  const starts = [
    fields,
    ...CASE_ROOTS.map((name) => fields.filter((field) => field.name === name)),
  ];
  const paths = starts.flatMap((from, index) =>
    [...pathsFrom(root, from)].filter(
      ([type, path]) => index === 0 || (isCase(type) && path.length <= 4),
    ),
  );
  const generated = paths.map(([type, path]) => generateOperation(type, path, ids));
  const single = fields.flatMap((field) =>
    isObjectType(getNamedType(field.type))
      ? [
          generateOperation(
            getNamedType(field.type) as GraphQLObjectType,
            [{ owner: root, field }],
            ids,
          ),
        ]
      : [],
  );
  return [...new Map([...generated, ...single].map((one) => [one.document, one])).values()];
}

/** Every `Type.field` of the schema. */
export function coordinatesOf(schema: GraphQLSchema): readonly string[] {
  return Object.values(schema.getTypeMap()).flatMap((type) =>
    isObjectType(type) && !type.name.startsWith('__')
      ? Object.keys(type.getFields()).map((name) => `${type.name}.${name}`)
      : [],
  );
}

/** The types that describe a person. */
export const CASE_TYPES =
  /^(Person|Voucher|Trajectory|Enrolment|BenefitEpisode|Employment|JobseekerProfile|Coach|Lookups?)$/;
const isCase = (type: GraphQLObjectType) => CASE_TYPES.test(type.name);

function pathsFrom(
  root: GraphQLObjectType,
  fields: readonly GraphQLField<unknown, unknown>[],
): ReadonlyMap<GraphQLObjectType, FieldPath> {
  const found = new Map<GraphQLObjectType, FieldPath>();
  const waiting: FieldPath[] = fields.map((field) => [{ owner: root, field }]);
  for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
    const type = getNamedType(path.at(-1)?.field.type);
    if (!isObjectType(type) || found.has(type)) continue;
    found.set(type, path);
    for (const field of Object.values(type.getFields())) {
      if (isSelectable(type, field)) waiting.push([...path, { owner: type, field }]);
    }
  }
  return found;
}

function generateOperation(
  type: GraphQLObjectType,
  path: FieldPath,
  ids: KnownIds,
): GeneratedOperation {
  const coordinates = new Set<string>();
  const inner = `{ ${selectionOf(type, ids, coordinates, true)} }`;
  const document = path.reduceRight((selection, { owner, field }) => {
    coordinates.add(`${owner.name}.${field.name}`);
    return `{ ${field.name}${argumentsOf(owner, field, ids)} ${selection} }`;
  }, inner);
  const start = path[0]?.field.name ?? '';
  const isAboutPeople = CASE_ROOTS.includes(start);
  return { document, coordinates: [...coordinates], isAboutPeople };
}

/** All leaves, and those one level deeper. */
function selectionOf(
  type: GraphQLObjectType,
  ids: KnownIds,
  coordinates: Set<string>,
  isDeep: boolean,
): string {
  const chosen = Object.values(type.getFields()).flatMap((field) => {
    const inner = getNamedType(field.type);
    if (!isSelectable(type, field) || (!isLeafType(inner) && !isDeep)) return [];
    coordinates.add(`${type.name}.${field.name}`);
    const fieldText = `${field.name}${argumentsOf(type, field, ids)}`;
    if (!isObjectType(inner)) return [fieldText];
    return [`${fieldText} { ${selectionOf(inner, ids, coordinates, false)} }`];
  });
  return ['__typename', ...chosen].join(' ');
}

function isSelectable(owner: GraphQLObjectType, field: GraphQLField<unknown, unknown>): boolean {
  return field.args.every(
    (argument) =>
      !isNonNullType(argument.type) ||
      argument.defaultValue !== undefined ||
      ARGUMENTS[`${owner.name}.${field.name}`] !== undefined ||
      BY_ID.includes(field.name),
  );
}

function argumentsOf(
  owner: GraphQLObjectType,
  field: GraphQLField<unknown, unknown>,
  ids: KnownIds,
): string {
  const given = ARGUMENTS[`${owner.name}.${field.name}`];
  if (given) return given(ids);
  if (owner.name === 'Query' && BY_ID.includes(field.name)) {
    return `(id: ${JSON.stringify(ids[field.name] ?? 'unknown')})`;
  }
  return field.args.some(({ name }) => name === 'first') ? `(first: ${ROWS})` : '';
}
