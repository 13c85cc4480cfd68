/** Public operations that are generated from the schema, the same in every run. */
import {
  getNamedType,
  isLeafType,
  isNonNullType,
  isObjectType,
  type GraphQLField,
  type GraphQLObjectType,
} from 'graphql';
import type { AccessRules } from '../../core/access/access-rules.ts';

/** Values of required arguments, by `Type.field`. */
const ARGUMENTS: Readonly<Record<string, readonly string[]>> = {
  'Query.region': ['code: "PV25"', 'code: "AM06"', 'code: "LD02"', 'name: "Friesland"'],
  'Query.vocabulary': ['term: "voucher"', 'term: "regio"'],
  'Query.programme': ['id: "gelders-vakmanschap"', 'id: "wendbaarheid"'],
  'Query.organisation': ['id: "otib"', 'id: "oom"'],
  'Query.instruments': ['for: { sector: TECHNIEK, region: { code: "PV25" } }', 'for: {}'],
  'Query.statisticsTable': ['id: "gelders-vakmanschap.vouchers-by-type"', 'id: "all.none"'],
};
const DEPTH_MAX = 6;
const ROWS = [1, 5, 20, 50, 100];

export function generatePublicOperations(rules: AccessRules, count: number): readonly string[] {
  const root = rules.schema.getQueryType();
  if (!root) throw new Error('Cannot find the query type');
  const random = createRandom(1);
  const operations = new Set<string>();
  const starts = publicFields(root, rules).filter(({ type }) => isObjectType(getNamedType(type)));
  while (operations.size < count) {
    const fields = Array.from({ length: 1 + random(2) }, () => starts[random(starts.length)]);
    const depth = 2 + random(DEPTH_MAX - 1);
    const selections = new Map(
      fields.flatMap((field) => {
        const selected = field && select(root, field, rules, random, depth);
        return selected ? [[field.name, selected] as const] : [];
      }),
    );
    if (selections.size > 0) operations.add(`{ ${[...selections.values()].join(' ')} }`);
  }
  return [...operations];
}

type Field = GraphQLField<unknown, unknown>;
type Random = (below: number) => number;

function publicFields(type: GraphQLObjectType, rules: AccessRules): readonly Field[] {
  return Object.values(type.getFields()).filter(
    (field) =>
      rules.demandsOf(type, field).length === 0 &&
      field.args.every(
        (argument) =>
          !isNonNullType(argument.type) ||
          argument.defaultValue !== undefined ||
          ARGUMENTS[`${type.name}.${field.name}`] !== undefined,
      ),
  );
}

/** The field with arguments and a random selection; null where no part of it fits in the depth. */
function select(
  owner: GraphQLObjectType,
  field: Field,
  rules: AccessRules,
  random: Random,
  depth: number,
): string | null {
  const type = getNamedType(field.type);
  const start = `${field.name}${argumentsOf(owner, field, random)}`;
  if (isLeafType(type)) return start;
  if (!isObjectType(type) || depth <= 1) return null;
  const chosen = publicFields(type, rules).flatMap((inner) => {
    const isRow = inner.name === 'nodes';
    if (inner.name === 'edges' || (!isRow && random(3) === 0)) return [];
    const isLeaf = isLeafType(getNamedType(inner.type));
    if (!isLeaf && !isRow && random(3) > 0) return [];
    return select(type, inner, rules, random, depth - 1) ?? [];
  });
  return chosen.length > 0 ? `${start} { ${chosen.join(' ')} }` : `${start} { __typename }`;
}

function argumentsOf(owner: GraphQLObjectType, field: Field, random: Random): string {
  const values = ARGUMENTS[`${owner.name}.${field.name}`];
  if (values) return `(${values[random(values.length)]})`;
  const isPage = field.args.some(({ name }) => name === 'first');
  return isPage ? `(first: ${ROWS[random(ROWS.length)]})` : '';
}

/** A linear congruential generator: what matters is that each run sends the same operations. */
function createRandom(seed: number): Random {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}
