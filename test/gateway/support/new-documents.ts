/** New documents: random ones of realistic size, and those that cost the most within the limits. */
import {
  getNamedType,
  isCompositeType,
  isNonNullType,
  isObjectType,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLSchema,
} from 'graphql';

/** Gives the same numbers for the same seed. */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const DEPTH = 4;

/** Documents that differ from each other; of 100, about 80 are ordinary, 10 are invalid and 10 are hostile. */
export function newDocuments(schema: GraphQLSchema, count: number, seed: number): string[] {
  const random = createRandom(seed);
  return Array.from({ length: count }, (_, index) => {
    const name = word(index);
    const kind = index % 10;
    if (kind === 3) return `query ${name} { ${name} { nope } regions { nodes { code nope } } }`;
    if (kind === 7) return hostileDocument(schema, index, name);
    return `query ${name} ${selection(random, schema.getQueryType(), DEPTH, 6)}`;
  });
}

/** Letters only: a number in an alias may be an id. */
const word = (index: number) =>
  `n${String(index).replaceAll(/\d/g, (digit) => 'abcdefghij'[Number(digit)] ?? '')}`;

type Fields = readonly GraphQLField<unknown, unknown>[];

function fieldsOf(type: GraphQLCompositeType | null | undefined): Fields {
  return isObjectType(type) || (type && 'getFields' in type)
    ? Object.values(type.getFields()).filter(({ args }) =>
        args.every((one) => !isNonNullType(one.type) || one.defaultValue !== undefined),
      )
    : [];
}

function selection(
  random: () => number,
  type: GraphQLCompositeType | null | undefined,
  depth: number,
  width: number,
): string {
  const chosen = fieldsOf(type)
    .toSorted(() => random() - 0.5)
    .slice(0, width)
    .flatMap((field) => {
      const inner = getNamedType(field.type);
      if (!isCompositeType(inner)) return [field.name];
      if (depth === 0) return [];
      const isPaged = field.args.some(({ name }) => name === 'first');
      const rows = isPaged ? `(first: ${1 + Math.floor(random() * 20)})` : '';
      return [`${field.name}${rows} ${selection(random, inner, depth - 1, 3)}`];
    });
  return `{ ${['__typename', ...chosen].join(' ')} }`;
}

const FRAGMENTS = 100;
const WIDE = 900;

/** The name is an alias, so that each is planned and compiled. Each is valid, and within the limits. */
function hostileDocument(schema: GraphQLSchema, index: number, name: string): string {
  const nodes = (selections: string) =>
    `query ${name} { ${name}: regions { nodes { ${selections} } } }`;
  switch (Math.floor(index / 10) % 4) {
    case 0: {
      // Each fragment spreads the next one: validation compares all of them with each other.
      const chain = Array.from({ length: FRAGMENTS }, (_, at) => {
        const next = at + 1 < FRAGMENTS ? `...F${word(at + 1)}` : '';
        return `fragment F${word(at)} on Region { ${'code name '.repeat(4)} ${next} }`;
      });
      return `${nodes(`...F${word(0)}`)} ${chain.join('\n')}`;
    }
    case 1:
      return nodes('code '.repeat(WIDE));
    case 2: {
      const roots = fieldsOf(schema.getQueryType()).slice(0, 15);
      const all = roots.map((field) => {
        const inner = getNamedType(field.type);
        return isCompositeType(inner)
          ? `${field.name} ${selection(createRandom(index), inner, 5, 3)}`
          : field.name;
      });
      return `query ${name} { ${name}: __typename ${all.join(' ')} }`;
    }
    default:
      return nodes(`code ${'... on Region { name } '.repeat(WIDE / 2)}`);
  }
}
