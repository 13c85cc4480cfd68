/** What the SDL of a kind lets one ask: its lists, its entities, and who may see them. */
import {
  buildASTSchema,
  execute,
  getNamedType,
  isLeafType,
  isObjectType,
  isRequiredArgument,
  Kind,
  parse,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql';
import { createAccessRules } from '../../core/access/access-rules.ts';
import { firstDenials } from '../../core/access/access-denials.ts';
import type { Demand } from '../../core/access/demands.ts';
import { stringArgument } from '../../core/federation/linked-directives.ts';
import type { Purpose } from '../../core/purposes/purposes.ts';
import { isObject } from '../../core/structures/is-object.ts';
import type { IdLabel } from '../../subgraphs/kit/ids/encrypted-id.ts';
import { entitiesSdl } from '../../subgraphs/kit/server/entities-resolver.ts';
import { scalars } from '../../subgraphs/kit/server/scalars.ts';

/** The label of the ids of a type. */
export const LABELS: Readonly<Record<string, IdLabel>> = {
  Voucher: 'llo-voucher/v1',
  Trajectory: 'llo-trajectory/v1',
  Enrolment: 'llo-enrolment/v1',
  Coach: 'llo-coach/v1',
  Person: 'llo-person/v1',
  BenefitEpisode: 'llo-benefit/v1',
  Employment: 'llo-employment/v1',
};

/** Entities whose key is a question, so that there is none that nobody holds. */
const QUESTIONS = ['InstrumentFinder', 'PartnerBoard', 'Lookups'];

export interface EntityType {
  readonly type: GraphQLObjectType;
  readonly keys: readonly string[];
  readonly demands: readonly Demand[];
}

export interface RootField {
  readonly name: string;
  readonly node: GraphQLObjectType;
  readonly demands: readonly Demand[];
}

export interface ContractGraph {
  readonly schema: GraphQLSchema;
  /** The entities that this kind resolves, without those whose key is a question. */
  readonly entities: readonly EntityType[];
  /** Root fields that give pages, with `first` and `after`. */
  readonly lists: readonly RootField[];
  /** Root fields that give one record by its id. */
  readonly lookups: readonly RootField[];
  /** The field of `PartnerBoard` that this kind owns. */
  readonly board: string | undefined;
  /** A selection of all that this purpose may see, so many objects deep. */
  selectionOf(type: GraphQLObjectType, purpose: Purpose | null, depth: number): string;
  /** Whether a purpose with its scopes satisfies these demands. */
  mayUse(purpose: Purpose | null, demands: readonly Demand[]): boolean;
  /** Where data of this operation do not fit the SDL. */
  misfits(query: string, data: unknown): readonly string[];
  /** The fields that lead from a type back to itself; undefined where none do. */
  cycleAt(type: GraphQLObjectType, purpose: Purpose | null): readonly string[] | undefined;
}

export function createContractGraph(sdl: string): ContractGraph {
  const document = parse(sdl, { noLocation: true });
  const own = buildASTSchema(document, { assumeValidSDL: true });
  const resolvable = Object.values(own.getTypeMap())
    .filter(isObjectType)
    .filter((one) => keysOf(one));
  const schema = buildASTSchema(
    {
      kind: Kind.DOCUMENT,
      definitions: [
        ...document.definitions,
        ...parse(entitiesSdl(resolvable.map(({ name }) => name))).definitions,
      ],
    },
    { assumeValidSDL: true },
  );
  const rules = createAccessRules(schema);
  const root = objectType(schema, 'Query');
  const roots = Object.values(root.getFields());
  const entity = (name: string): EntityType => {
    const type = objectType(schema, name);
    return { type, keys: keysOf(type) ?? [], demands: rules.demandsOfType(type) };
  };
  const mayUse = (purpose: Purpose | null, demands: readonly Demand[]) =>
    firstDenials([{ coordinate: '', path: [], demands }], purpose).length === 0;
  const selectable = (type: GraphQLObjectType, purpose: Purpose | null) =>
    Object.values(type.getFields()).filter(
      (field) =>
        !field.name.startsWith('_') &&
        !hasDirective(field, ['external', 'requires']) &&
        !isCount(getNamedType(field.type)) &&
        !field.args.some(isRequiredArgument) &&
        mayUse(purpose, rules.demandsOf(type, field)),
    );

  const selectionOf: ContractGraph['selectionOf'] = (type, purpose, depth) => {
    const fields = selectable(type, purpose).flatMap((field) => {
      const named = getNamedType(field.type);
      if (isLeafType(named)) return [field.name];
      return isObjectType(named) && depth > 0
        ? [`${field.name} ${selectionOf(named, purpose, depth - 1)}`]
        : [];
    });
    return `{ ${['__typename', ...fields].join(' ')} }`;
  };

  return {
    schema,
    entities: resolvable
      .map(({ name }) => entity(name))
      .filter(({ type }) => !QUESTIONS.includes(type.name)),
    lists: roots.flatMap((field) => {
      const connection = getNamedType(field.type);
      const nodes = isObjectType(connection) ? connection.getFields()['nodes'] : undefined;
      const node = nodes && getNamedType(nodes.type);
      const isPaged = field.args.some(({ name }) => name === 'first');
      return isPaged && isObjectType(node) && !field.args.some(isRequiredArgument)
        ? [{ name: field.name, node, demands: rules.demandsOf(root, field) }]
        : [];
    }),
    lookups: roots.flatMap((field) => {
      const node = getNamedType(field.type);
      const required = field.args.filter(isRequiredArgument);
      const isById = required.length === 1 && required[0]?.name === 'id';
      return isById && isObjectType(node) && keysOf(node)
        ? [{ name: field.name, node, demands: rules.demandsOf(root, field) }]
        : [];
    }),
    board: boardOf(schema),
    selectionOf,
    mayUse,
    misfits: (query, data) => misfits(schema, query, data),
    cycleAt: (type, purpose) => cycleAt(type, (one) => selectable(one, purpose)),
  };
}

function objectType(schema: GraphQLSchema, name: string): GraphQLObjectType {
  const type = schema.getType(name);
  if (!isObjectType(type)) throw new Error(`Cannot find type "${name}" in the SDL of this kind`);
  return type;
}

/** The fields of its first key; undefined for a type that this kind does not resolve. */
function keysOf(type: GraphQLObjectType): readonly string[] | undefined {
  const key = type.astNode?.directives?.find(({ name }) => name.value === 'key');
  const isStub = key?.arguments?.some(
    ({ name, value }) => name.value === 'resolvable' && value.kind === Kind.BOOLEAN && !value.value,
  );
  return key === undefined || isStub ? undefined : stringArgument(key, 'fields')?.split(/\s+/);
}

const hasDirective = ({ astNode }: GraphQLField<unknown, unknown>, wanted: readonly string[]) =>
  astNode?.directives?.some(({ name }) => wanted.includes(name.value)) ?? false;

/** Counts say something of what nobody holds: that there are none. */
const isCount = ({ astNode }: GraphQLNamedType): boolean =>
  astNode?.directives?.some(
    (one) => one.name.value === 'tag' && stringArgument(one, 'name') === 'aggregate',
  ) ?? false;

function boardOf(schema: GraphQLSchema): string | undefined {
  const type = schema.getType('PartnerBoard');
  const fields = isObjectType(type) ? Object.values(type.getFields()) : [];
  return fields.find((field) => getNamedType(field.type).name === 'Partner')?.name;
}

/** Steps of fields from a type to itself. */
function cycleAt(
  type: GraphQLObjectType,
  fieldsOf: (type: GraphQLObjectType) => readonly GraphQLField<unknown, unknown>[],
): readonly string[] | undefined {
  let paths: (readonly [GraphQLObjectType, readonly string[]])[] = [[type, []]];
  const visited = new Set<GraphQLObjectType>();
  while (paths.length > 0) {
    const next: typeof paths = [];
    for (const [from, steps] of paths) {
      for (const field of fieldsOf(from)) {
        const to = getNamedType(field.type);
        if (to === type) return [...steps, field.name];
        if (!isObjectType(to) || visited.has(to)) continue;
        visited.add(to);
        next.push([to, [...steps, field.name]]);
      }
    }
    paths = next;
  }
  return undefined;
}

/** The errors of graphql-js when the data are what resolvers give: a null, a list or a word that does not fit. */
function misfits(schema: GraphQLSchema, query: string, data: unknown): readonly string[] {
  const result = execute({
    schema,
    document: parse(query),
    variableValues: { them: [] },
    rootValue: data,
    fieldResolver: (source: unknown, _, __, { path, returnType }) => {
      const value =
        isObject(source) && Object.hasOwn(source, path.key) ? source[path.key] : undefined;
      if (value === undefined) throw new Error('it is absent');
      const type = getNamedType(returnType);
      if (isLeafType(type)) for (const one of [value].flat(3)) assertLeaf(type.name, one, type);
      return value;
    },
    typeResolver: (value: unknown) =>
      isObject(value) && typeof value['__typename'] === 'string' ? value['__typename'] : undefined,
  });
  if (result instanceof Promise) return [];
  return (result.errors ?? []).map(({ path }) =>
    (path ?? []).filter((part) => typeof part === 'string').join('.'),
  );
}

function assertLeaf(
  name: string,
  value: unknown,
  type: { serialize(value: unknown): unknown },
): void {
  if (value === null) return;
  const scalar = Object.values(scalars).find((one) => one.name === name);
  const read: unknown = scalar === undefined ? type.serialize(value) : scalar.parseValue(value);
  if (read !== value) throw new Error('it has another type');
}
