/**
 * Documents that are within the limits of the gateway and as much work as those allow. Each follows from a few
 * numbers, so that a failing one can be made again and made smaller.
 */
import { constantFrom, integer, record, sample, type Arbitrary } from 'fast-check';
import {
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql';
import { createRandom, type Random } from '../support/random.ts';
import { BOUNDS } from '../../gateway/limits/bounds.ts';

export interface HostileRequest {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly operationName?: string;
}

export interface HostileDocument extends HostileRequest {
  /** The numbers that it is made of. */
  readonly recipe: Recipe;
}

export const SHAPES = [
  'cycle',
  'wide',
  'aliases',
  'fragment chain',
  'shared fragments',
  'introspection',
  'variables',
  'long text',
  'large lists',
  'large objects',
  'directives',
  'same field many times',
  'unknown fields',
  'unknown arguments',
  'commas',
  'operations',
  'inline fragments',
  'entities by id',
] as const;
export type Shape = (typeof SHAPES)[number];

export interface Recipe {
  readonly shape: Shape | 'known killer';
  /** 1 to 100: how close to the limits. */
  readonly size: number;
  readonly depth: number;
  readonly seed: number;
}

interface GeneratedRecipe extends Recipe {
  readonly shape: Shape;
}

const recipes: Arbitrary<GeneratedRecipe> = record({
  shape: constantFrom(...SHAPES),
  size: integer({ min: 1, max: 100 }),
  depth: integer({ min: 1, max: BOUNDS.depth - 1 }),
  seed: integer({ min: 0, max: 2 ** 31 - 1 }),
});

/** So many documents for a client without a token; the same seed gives the same ones. */
export function generateDocuments(
  schema: GraphQLSchema,
  count: number,
  seed: number,
): readonly HostileDocument[] {
  return sample(recipes, { numRuns: count, seed }).map((recipe) =>
    createDocument(schema, recipe, isPublic),
  );
}

/** The same for a client that may use every field. */
export function generateCaseDocuments(
  schema: GraphQLSchema,
  count: number,
  seed: number,
): readonly HostileDocument[] {
  return sample(recipes, { numRuns: count, seed }).map((recipe) =>
    createDocument(schema, recipe, () => true),
  );
}

type MayUse = (field: GraphQLField<unknown, unknown>) => boolean;

function createDocument(
  schema: GraphQLSchema,
  recipe: GeneratedRecipe,
  mayUse: MayUse,
): HostileDocument {
  const query = schema.getQueryType();
  if (!query) throw new Error('Cannot find the query type');
  const random = createRandom(recipe.seed);
  const request = CREATORS[recipe.shape]({ schema, query, random, mayUse, ...recipe });
  return { recipe, variables: {}, ...request };
}

interface Making extends GeneratedRecipe {
  readonly schema: GraphQLSchema;
  readonly query: GraphQLObjectType;
  readonly random: Random;
  readonly mayUse: MayUse;
}

type Create = (making: Making) => Pick<HostileRequest, 'query'> & Partial<HostileRequest>;

const repeat = (count: number, part: (index: number) => string, separator = ' '): string =>
  Array.from({ length: Math.max(1, Math.floor(count)) }, (_, index) => part(index)).join(separator);

/** This part of the limit: size 100 is just below all of it. */
const share = (limit: number, size: number): number =>
  Math.max(1, Math.floor((limit * size) / 101));

const CREATORS: Readonly<Record<Shape, Create>> = {
  cycle: (making) => ({ query: `{ ${path(making, making.depth, 1)} }` }),
  wide: (making) => ({
    query: `{ ${path(making, Math.min(making.depth, 8), share(60, making.size))} }`,
  }),
  aliases: (making) => {
    const count = share(Math.min(BOUNDS.rootFields, BOUNDS.aliases), making.size);
    const depth = Math.min(making.depth, 6);
    return { query: `{ ${repeat(count, (index) => `a${index}: ${path(making, depth, 1)}`)} }` };
  },
  'fragment chain': (making) => {
    const count = share(BOUNDS.fragments, making.size);
    const chain = repeat(count, (index) => {
      const next = index + 1 < count ? `...F${index + 1}` : '';
      return `fragment F${index} on Query { __typename ${next} }`;
    });
    return { query: `{ ...F0 } ${chain}` };
  },
  'shared fragments': (making) => {
    const count = share(BOUNDS.fragments, making.size);
    const spreads = repeat(count, (index) => `...F${index}`);
    const body = path({ ...making, depth: 3 }, 3, 2);
    const fragments = repeat(count, (index) => `fragment F${index} on Query { ${body} }`);
    return { query: `{ ${spreads} } ${fragments}` };
  },
  introspection: ({ size, depth }) => {
    const type = `kind name ${'ofType { kind name '.repeat(depth)}${'}'.repeat(depth)}`;
    const all = `types { name description fields(includeDeprecated: true) { name description args { name
      description type { ${type} } } type { ${type} } } inputFields { name type { ${type} } }
      enumValues { name description } interfaces { name } possibleTypes { name } }`;
    const count = share(BOUNDS.rootFields, size);
    return { query: `{ ${repeat(count, (index) => `s${index}: __schema { ${all} }`)} }` };
  },
  variables: ({ size, query }) => {
    const count = share(BOUNDS.variables, size);
    const text = 'x'.repeat(share(BOUNDS.argumentsBytes / count, size));
    const names = Array.from({ length: count }, (_, index) => `v${index}`);
    const uses = names
      .slice(0, BOUNDS.rootFields - 1)
      .map((name, index) => `r${index}: region(name: $${name}) { name }`);
    const definitions = names.map((name) => `$${name}: String = "d"`);
    const used = query.getFields()['region'] ? uses.join(' ') : '__typename';
    return {
      query: `query (${definitions.join(' ')}) { ${used} }`,
      variables: Object.fromEntries(names.map((name) => [name, text])),
    };
  },
  'long text': ({ size, random }) => {
    const count = share(BOUNDS.rootFields, size);
    const part = TEXTS[random(TEXTS.length)] ?? 'x';
    const bytes = share(Math.min(BOUNDS.argumentTextBytes, BOUNDS.argumentsBytes / count), size);
    const text = JSON.stringify(part.repeat(Math.ceil(bytes / part.length)).slice(0, bytes));
    const fields = [
      (alias: string) => `${alias}: region(name: ${text}) { name overlaps { code } }`,
      (alias: string) => `${alias}: vocabulary(term: ${text}) { dutch english }`,
      (alias: string) => `${alias}: training(id: ${text}) { name }`,
      (alias: string) => `${alias}: trainings(after: ${text}) { nodes { name } }`,
      (alias: string) => `${alias}: pilots(first: 100, after: ${text}) { nodes { name } }`,
      (alias: string) => `${alias}: programme(id: ${text}) { name }`,
    ];
    return {
      query: `{ ${repeat(count, (index) => fields[random(fields.length)]?.(`a${index}`) ?? '')} }`,
    };
  },
  'large lists': ({ size }) => {
    const items = share(BOUNDS.argumentListItems, size);
    const count = Math.max(1, Math.floor(BOUNDS.argumentValues / items / 2));
    const sectors = repeat(items, () => 'TECHNIEK');
    return {
      query: `{ ${repeat(
        Math.min(count, 4),
        (index) =>
          `a${index}: trainings(first: 100, filter: { sectors: [${sectors}] }) { nodes { name offerings { startDate } } }`,
      )} }`,
    };
  },
  'large objects': (making) => {
    const fields = Object.values(making.query.getFields()).filter(({ args }) => args.length > 0);
    const count = share(BOUNDS.rootFields, making.size);
    return {
      query: `{ ${repeat(count, (index) => {
        const field = fields[making.random(fields.length)];
        if (!field) return '__typename';
        const given = field.args.map(({ name, type }) => `${name}: ${valueOf(type, making, 3)}`);
        return `a${index}: ${field.name}(${given.join(' ')}) ${leaves(field)}`;
      })} }`,
    };
  },
  directives: ({ size }) => {
    const count = share(BOUNDS.directives, size);
    const names = Array.from(
      { length: Math.min(count, BOUNDS.variables - 1) },
      (_, at) => `b${at}`,
    );
    const fields = ['name', 'durationMonths', 'sector'];
    return {
      query: `query (${names.map((name) => `$${name}: Boolean!`).join(' ')}) { trainings(first: 20) { nodes {
        ${names.map((name, at) => `... @include(if: $${name}) { ${fields[at % 3]} provider { name } }`).join(' ')} } } }`,
      variables: Object.fromEntries(names.map((name, at) => [name, at % 2 === 0])),
    };
  },
  'same field many times': ({ size, depth }) => {
    const levels = Math.min(depth, 6);
    const inner = `nodes { ${'provider { roles { programme { '.repeat(1)}id name } } }`;
    const one = `trainings(first: 2) { ${inner} }`;
    const count = share(BOUNDS.expandedFields / (levels + 6), size);
    return { query: `{ ${repeat(count, () => one)} }` };
  },
  'unknown fields': ({ size, depth }) => {
    const count = share(BOUNDS.expandedFields, size);
    const name = (index: number) => `voucherSchem${'e'.repeat(depth)}${index}`;
    return { query: `{ ${repeat(count, name)} }` };
  },
  'unknown arguments': ({ size }) => {
    const count = share(BOUNDS.argumentValues, size);
    return {
      query: `{ trainings(${repeat(count, (index) => `firs${index}: 1`)}) { nodes { name } } }`,
    };
  },
  commas: ({ size, random }) => {
    const filler = [',', ' ', '\n', '#\n', '\ufeff'][random(5)] ?? ',';
    const bytes = share(BOUNDS.documentBytes - 100, size);
    return { query: `{ ${filler.repeat(bytes / Buffer.byteLength(filler))} __typename }` };
  },
  operations: (making) => {
    const count = share(BOUNDS.operations, making.size);
    const operation = (index: number) => `query O${index} { ${path(making, 5, 1)} }`;
    return { query: repeat(count, operation), operationName: 'O0' };
  },
  'inline fragments': ({ size, depth }) => {
    const levels = Math.min(BOUNDS.bracketNesting - 12, depth * 3);
    const nested = `${'... on Query { '.repeat(levels)}programmes(first: 3) { nodes { name } }${' }'.repeat(levels)}`;
    return { query: `{ ${repeat(share(40, size), () => nested)} }` };
  },
  'entities by id': (making) => {
    const count = share(BOUNDS.rootFields, making.size);
    const fields = Object.values(making.query.getFields()).filter(({ args }) =>
      args.some(({ name, type }) => name === 'id' && isNonNullType(type)),
    );
    return {
      query: `{ ${repeat(count, (index) => {
        const field = fields[making.random(fields.length)];
        return field ? `a${index}: ${field.name}(id: "aventus:${index}") ${leaves(field)}` : '';
      })} }`,
    };
  },
};

/** Texts that are slow for expressions that go back, for decoders, and for comparisons without case. */
const TEXTS = ['a', ' ', 'aA', 'é', '\u0130', 'a-', 'AAAA', '%2', '&', '\\', 'ß', '👩‍👩‍👧', '0'];

/**
 * A walk from a root field over fields that are objects, lists first, with the leaves of the last type. `width` is
 * how many fields are selected at each step.
 */
function path(making: Making, depth: number, width: number): string {
  const { query, random, mayUse } = making;
  const roots = Object.values(query.getFields()).filter(
    (field) => isObjectType(getNamedType(field.type)) && mayUse(field),
  );
  const root = roots[random(roots.length)];
  return root ? select(root, making, depth, width) : '__typename';
}

function select(
  field: GraphQLField<unknown, unknown>,
  making: Making,
  depth: number,
  width: number,
): string {
  const type = getNamedType(field.type);
  const text = field.name + argumentsOf(field, making);
  if (!isObjectType(type)) return text;
  if (depth <= 1) return `${text} ${leaves(field)}`;
  const inner = Object.values(type.getFields()).filter(
    (one) => isObjectType(getNamedType(one.type)) && making.mayUse(one),
  );
  const lists = inner.filter((one) => isListType(getNullableType(one.type)));
  const chosen = Array.from({ length: width > 1 ? 2 : 1 }, () => {
    const from = lists.length > 0 && making.random(3) > 0 ? lists : inner;
    return from[making.random(from.length)];
  });
  const distinct = [...new Set(chosen)].flatMap((one) => (one ? [one] : []));
  if (distinct.length === 0) return `${text} ${leaves(field)}`;
  const below = distinct.map((one) => select(one, making, depth - 1, Math.floor(width / 2)));
  return `${text} { ${width > 1 ? leavesOf(type) : ''} ${below.join(' ')} }`;
}

/** Values for what is required, and the largest page. */
function argumentsOf({ args }: GraphQLField<unknown, unknown>, making: Making): string {
  const given = args.flatMap(({ name, type, defaultValue }) => {
    if (name === 'first') return ['first: 100'];
    const isRequired = isNonNullType(type) && defaultValue === undefined;
    return isRequired ? [`${name}: ${valueOf(type, making, 2)}`] : [];
  });
  return given.length > 0 ? `(${given.join(' ')})` : '';
}

function valueOf(type: GraphQLInputType, making: Making, depth: number): string {
  const { random } = making;
  if (isNonNullType(type)) return valueOf(type.ofType, making, depth);
  if (isListType(type)) {
    const element = type.ofType;
    return `[${repeat(depth > 1 ? 3 : 1, () => valueOf(element, making, depth - 1))}]`;
  }
  if (isEnumType(type)) {
    const values = type.getValues();
    return values[random(values.length)]?.name ?? 'null';
  }
  if (isInputObjectType(type)) {
    const fields = Object.values(type.getFields()).filter(
      (field) => isNonNullType(field.type) || depth > 1,
    );
    const given = fields.map((field) => `${field.name}: ${valueOf(field.type, making, depth - 1)}`);
    return `{ ${given.join(' ')} }`;
  }
  return SCALARS[type.name]?.[random(SCALARS[type.name]?.length ?? 1)] ?? '"LD02"';
}

const SCALARS: Readonly<Record<string, readonly string[]>> = {
  Int: ['100', '1', '50'],
  Float: ['1.5'],
  Boolean: ['true'],
  Date: ['"2026-11-21"', '"2020-01-01"'],
  DateTime: ['"2026-11-21T00:00:00Z"'],
  String: ['"LD02"', '"Gelderland"', '"voucher"', '"gelders-vakmanschap"'],
  ID: ['"gelders-vakmanschap"', '"otib"', '"aventus"', '"LD02"'],
};

const leaves = (field: GraphQLField<unknown, unknown>): string => {
  const type = getNamedType(field.type);
  return isObjectType(type) ? `{ ${leavesOf(type)} }` : '';
};

function leavesOf(type: GraphQLObjectType): string {
  const names = Object.values(type.getFields())
    .filter((field) => isLeafType(getNamedType(field.type)))
    .filter(({ args }) => args.every((one) => !isNonNullType(one.type) || one.defaultValue))
    .map(({ name }) => name);
  return ['__typename', ...names].join(' ');
}

/** Whether the field needs no token: a refused document is no work. */
function isPublic({ astNode, type }: GraphQLField<unknown, unknown>): boolean {
  const applied = [astNode, getNamedType(type).astNode].flatMap((node) => node?.directives ?? []);
  return !applied.some(({ name }) => name.value === 'authenticated');
}
