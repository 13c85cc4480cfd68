/**
 * The rules of the graph as functions from SDL to what breaks them, so that the same function which
 * clears the supergraph is also shown a broken one. They read text, so a type counts as merged.
 */
import { Kind, parse } from 'graphql';
import type {
  ConstDirectiveNode,
  DefinitionNode,
  FieldDefinitionNode,
  ObjectTypeDefinitionNode,
  TypeNode,
} from 'graphql';

interface Described {
  readonly path: string;
  readonly description: string | undefined;
}

const LAYERS: readonly string[] = ['public', 'aggregate', 'case'];
const PROTECTION = ['authenticated', 'requiresScopes', 'policy'] as const;

/** Everything a client reads about, without "NL: <Dutch term>. <English sentence>." before it. */
export function withoutDescription(sdl: string): readonly string[] {
  return clientTypes(sdl)
    .flatMap(describedParts)
    .filter(({ description }) => !/^NL: [^.]+\. [A-Z0-9`][^]*[.]$/.test(description ?? ''))
    .map(({ path }) => path);
}

/** Object types that do not have exactly one layer. */
export function withoutLayer(sdl: string): readonly string[] {
  return objectTypes(sdl)
    .filter((type) => layersOf(type).length !== 1)
    .map((type) => type.name.value);
}

/** Case types and roots that lead to one, where a directive that protects them is missing. */
export function withoutProtection(sdl: string): readonly string[] {
  const caseTypes = namesOfCaseTypes(sdl);
  const roots = rootFields(sdl).filter((field) => caseTypes.has(nameOf(field.type)));
  return [
    ...objectTypes(sdl)
      .filter((type) => caseTypes.has(type.name.value) && !isProtected(type))
      .map((type) => type.name.value),
    ...roots.filter((field) => !isProtected(field)).map((field) => `Query.${field.name.value}`),
  ];
}

/** Fields of the public or aggregate layer that lead into the case layer: a way round the roots. */
export function waysIntoCases(sdl: string): readonly string[] {
  const caseTypes = namesOfCaseTypes(sdl);
  return objectTypes(sdl)
    .filter((type) => !caseTypes.has(type.name.value))
    .flatMap((type) =>
      (type.fields ?? [])
        .filter((field) => caseTypes.has(nameOf(field.type)))
        .map((field) => `${type.name.value}.${field.name.value}`),
    );
}

/** Roots, connections and edges that can be had for `inzage`, which only `me` may begin. */
export function walksForInzage(sdl: string): readonly string[] {
  return [
    ...rootFields(sdl)
      .filter((field) => field.name.value !== 'me' && policiesOf(field).includes('purpose:inzage'))
      .map((field) => `Query.${field.name.value}`),
    ...objectTypes(sdl)
      .filter((type) => /(Connection|Edge)$/.test(type.name.value))
      .filter((type) => policiesOf(type).includes('purpose:inzage'))
      .map((type) => type.name.value),
  ];
}

/** Root fields, and fields of an entity beside its keys, that are not nullable. */
export function notNullable(sdl: string): readonly string[] {
  const roots = rootFields(sdl).map((field) => ({ path: `Query.${field.name.value}`, field }));
  const fields = objectTypes(sdl).flatMap((type) => {
    const keys = keysOf(type);
    return keys === null
      ? []
      : (type.fields ?? [])
          .filter((field) => !keys.has(field.name.value))
          .map((field) => ({ path: `${type.name.value}.${field.name.value}`, field }));
  });
  return [...roots, ...fields]
    .filter(({ field }) => field.type.kind === Kind.NON_NULL_TYPE)
    .map(({ path }) => path);
}

/** Case types with a total: how many there are is a count of people. */
export function totalsOfCases(sdl: string): readonly string[] {
  return objectTypes(sdl)
    .filter((type) => layersOf(type).includes('case'))
    .flatMap((type) =>
      (type.fields ?? [])
        .filter((field) => /count|total/i.test(field.name.value))
        .map((field) => `${type.name.value}.${field.name.value}`),
    );
}

/** Lists whose size a gateway cannot tell: they have no `@listSize`, and no field that leads to them tells it. */
export function withoutListSize(sdl: string): readonly string[] {
  const types = objectTypes(sdl).map(({ name, fields }) => ({ name: name.value, fields }));
  const all = [...types, { name: 'Query', fields: rootFields(sdl) }].flatMap(
    ({ name, fields = [] }) => fields.map((field) => ({ type: name, field })),
  );
  const sized = new Set(
    all.flatMap(({ field }) =>
      directivesOf(field, 'listSize').flatMap((directive) =>
        argumentTexts(directive, 'sizedFields').map((inner) => `${nameOf(field.type)}.${inner}`),
      ),
    ),
  );
  return all
    .filter(({ field }) => isList(field.type) && directivesOf(field, 'listSize').length === 0)
    .map(({ type, field }) => `${type}.${field.name.value}`)
    .filter((path) => !sized.has(path));
}

/** Lists with an assumed size beside slicing arguments, which the composition of Cosmo refuses. */
export function withTwoListSizes(sdl: string): readonly string[] {
  return [...objectTypes(sdl).flatMap(({ fields = [] }) => fields), ...rootFields(sdl)]
    .filter((field) =>
      directivesOf(field, 'listSize').some(
        ({ arguments: given = [] }) =>
          given.some(({ name }) => name.value === 'assumedSize') &&
          given.some(({ name }) => name.value === 'slicingArguments'),
      ),
    )
    .map((field) => field.name.value);
}

/** Case types that a subgraph's own SDL names without what protects them in the supergraph. */
export function openInSubgraph(subgraphSdl: string, supergraphSdl: string): readonly string[] {
  const caseTypes = namesOfCaseTypes(supergraphSdl);
  return objectTypes(subgraphSdl)
    .filter((type) => caseTypes.has(type.name.value) && !isProtected(type))
    .map((type) => type.name.value);
}

function clientTypes(sdl: string): readonly DefinitionNode[] {
  return parse(sdl).definitions.filter(
    (node) =>
      node.kind.endsWith('TypeDefinition') && 'name' in node && !/__/.test(node.name?.value ?? ''),
  );
}

function objectTypes(sdl: string): readonly ObjectTypeDefinitionNode[] {
  return clientTypes(sdl).filter(
    (node) => node.kind === Kind.OBJECT_TYPE_DEFINITION && node.name.value !== 'Query',
  ) as readonly ObjectTypeDefinitionNode[];
}

function rootFields(sdl: string): readonly FieldDefinitionNode[] {
  return clientTypes(sdl).flatMap((node) =>
    node.kind === Kind.OBJECT_TYPE_DEFINITION && node.name.value === 'Query'
      ? (node.fields ?? [])
      : [],
  );
}

function describedParts(node: DefinitionNode): readonly Described[] {
  if (!('name' in node) || !node.name) return [];
  const type = node.name.value;
  const self = 'description' in node ? node.description?.value : undefined;
  const own = type === 'Query' ? [] : [{ path: type, description: self }];
  if (node.kind === Kind.ENUM_TYPE_DEFINITION)
    return [...own, ...(node.values ?? []).map((value) => part(type, value))];
  if (node.kind === Kind.INPUT_OBJECT_TYPE_DEFINITION)
    return [...own, ...(node.fields ?? []).map((field) => part(type, field))];
  if (node.kind !== Kind.OBJECT_TYPE_DEFINITION) return own;
  const fields = (node.fields ?? []).flatMap((field) => [
    part(type, field),
    ...(field.arguments ?? []).map((argument) => part(`${type}.${field.name.value}`, argument)),
  ]);
  return [...own, ...fields];
}

function part(
  owner: string,
  node: { readonly name: { readonly value: string }; readonly description?: { value: string } },
): Described {
  return { path: `${owner}.${node.name.value}`, description: node.description?.value };
}

type Annotated = { readonly directives?: readonly ConstDirectiveNode[] | undefined };

function layersOf(node: Annotated): readonly string[] {
  return directivesOf(node, 'tag')
    .flatMap(textsIn)
    .filter((name) => LAYERS.includes(name));
}

function policiesOf(node: Annotated): readonly string[] {
  return directivesOf(node, 'policy').flatMap(textsIn);
}

function isProtected(node: Annotated): boolean {
  return PROTECTION.every((name) => directivesOf(node, name).length > 0);
}

function namesOfCaseTypes(sdl: string): ReadonlySet<string> {
  return new Set(
    objectTypes(sdl)
      .filter((type) => layersOf(type).includes('case'))
      .map((type) => type.name.value),
  );
}

/** The key fields of an entity; `null` for a type that is none. */
function keysOf(type: ObjectTypeDefinitionNode): ReadonlySet<string> | null {
  const keys = directivesOf(type, 'join__type').flatMap(
    ({ arguments: given }) => given?.filter(({ name }) => name.value === 'key') ?? [],
  );
  const words = keys.flatMap(({ value }) =>
    value.kind === Kind.STRING ? value.value.split(/\s+/) : [],
  );
  return words.length > 0 ? new Set(words) : null;
}

function directivesOf(node: Annotated, name: string): readonly ConstDirectiveNode[] {
  return (node.directives ?? []).filter((directive) => directive.name.value === name);
}

function textsIn(directive: ConstDirectiveNode): readonly string[] {
  return (directive.arguments ?? []).flatMap(({ value }) => {
    if (value.kind === Kind.STRING) return [value.value];
    if (value.kind !== Kind.LIST) return [];
    return value.values.flatMap((inner) =>
      inner.kind === Kind.LIST
        ? inner.values.flatMap((leaf) => (leaf.kind === Kind.STRING ? [leaf.value] : []))
        : [],
    );
  });
}

function argumentTexts(directive: ConstDirectiveNode, wanted: string): readonly string[] {
  const value = directive.arguments?.find(({ name }) => name.value === wanted)?.value;
  if (value?.kind !== Kind.LIST) return [];
  return value.values.flatMap((inner) => (inner.kind === Kind.STRING ? [inner.value] : []));
}

function isList(type: TypeNode): boolean {
  return type.kind === Kind.NON_NULL_TYPE ? isList(type.type) : type.kind === Kind.LIST_TYPE;
}

function nameOf(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : nameOf(type.type);
}
