/** A subgraph of a fixture: the schema of Apollo's subgraph library with resolvers that read the world. */
import { buildSubgraphSchema } from '@apollo/subgraph';
import {
  isAbstractType,
  isObjectType,
  Kind,
  parse,
  type ConstDirectiveNode,
  type DefinitionNode,
  type DocumentNode,
  type GraphQLSchema,
  type InterfaceTypeDefinitionNode,
  type ObjectTypeDefinitionNode,
  type ObjectTypeExtensionNode,
  type SelectionSetNode,
} from 'graphql';
import { isWorldObject, type World, type WorldObject } from './world.ts';

type TypeNode = ObjectTypeDefinitionNode | ObjectTypeExtensionNode | InterfaceTypeDefinitionNode;

/** `currentWorld` gives the data of each request: one schema serves them all, because building it takes most of its time. */
export function createSubgraphSchema(sdl: string, currentWorld: () => World, full: GraphQLSchema) {
  const document = parse(sdl);
  const schema = buildSubgraphSchema({ typeDefs: document });
  const external = externalFields(document);
  for (const node of document.definitions) {
    if (!isTypeNode(node)) continue;
    const type = schema.getType(node.name.value);
    const keys = keysOf(node);
    if (!type || keys.length === 0) continue;
    const resolveReference = (reference: WorldObject) => {
      const object = findEntity(reference, keys, currentWorld(), full);
      const typename = isObjectType(type) ? type.name : typenameOf(object);
      return object && seenFrom(object, reference, external, typename);
    };
    // Apollo's subgraph library reads the resolver from this extension.
    Object.assign(type, { extensions: { apollo: { subgraph: { resolveReference } } } });
  }
  return schema;
}

function isTypeNode(node: DefinitionNode): node is TypeNode {
  return (
    node.kind === Kind.OBJECT_TYPE_DEFINITION ||
    node.kind === Kind.OBJECT_TYPE_EXTENSION ||
    node.kind === Kind.INTERFACE_TYPE_DEFINITION
  );
}

/** The keys by which the subgraph resolves entities of a type. */
function keysOf(node: TypeNode): readonly SelectionSetNode[] {
  return (node.directives ?? [])
    .filter(({ name }) => name.value === 'key')
    .filter((directive) => !isUnresolvable(directive))
    .map((directive) => {
      const fields = directive.arguments?.find(({ name }) => name.value === 'fields')?.value;
      const text = fields?.kind === Kind.STRING ? fields.value : '';
      const operation = parse(`{ ${text} }`, { noLocation: true }).definitions[0];
      if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error('Expected a selection');
      return operation.selectionSet;
    });
}

function isUnresolvable(directive: ConstDirectiveNode): boolean {
  const value = directive.arguments?.find(({ name }) => name.value === 'resolvable')?.value;
  return value?.kind === Kind.BOOLEAN && !value.value;
}

/** By type: the fields with `@external`. */
type ExternalFields = ReadonlyMap<string, readonly string[]>;

function externalFields({ definitions }: DocumentNode): ExternalFields {
  return new Map(
    definitions
      .filter(isTypeNode)
      .map(({ name, fields }) => [
        name.value,
        (fields ?? [])
          .filter(({ directives }) => directives?.some((one) => one.name.value === 'external'))
          .map((field) => field.name.value),
      ]),
  );
}

function findEntity(
  reference: WorldObject,
  keys: readonly SelectionSetNode[],
  world: World,
  full: GraphQLSchema,
): WorldObject | undefined {
  if (world.object) return world.object(reference);
  const typename = String(reference['__typename']);
  const type = full.getType(typename);
  const names = isAbstractType(type)
    ? new Set(full.getPossibleTypes(type).map(({ name }) => name))
    : new Set([typename]);
  const usable = keys.filter((key) => isSelected(reference, key) && isPresent(reference, key));
  return world.objects.find(
    (object) =>
      names.has(String(object['__typename'])) &&
      usable.some((key) => isSame(object, reference, key)),
  );
}

function isSelected(value: unknown, key: SelectionSetNode): boolean {
  return key.selections.every((field) => {
    if (field.kind !== Kind.FIELD || !isWorldObject(value) || !(field.name.value in value)) {
      return false;
    }
    const inner = value[field.name.value];
    return !field.selectionSet || inner === null || isSelected(inner, field.selectionSet);
  });
}

function isSame(left: unknown, right: unknown, key: SelectionSetNode): boolean {
  return key.selections.every((field) => {
    if (field.kind !== Kind.FIELD || !isWorldObject(left) || !isWorldObject(right)) return false;
    const [a, b] = [left[field.name.value], right[field.name.value]];
    return field.selectionSet && a !== null ? isSame(a, b, field.selectionSet) : a === b;
  });
}

/** Whether a key has a value; no entity is found by null. */
function isPresent(value: unknown, key: SelectionSetNode | undefined): boolean {
  if (!key) return value !== null && value !== undefined;
  return (
    isWorldObject(value) &&
    key.selections.some(
      (field) =>
        field.kind === Kind.FIELD && isPresent(value[field.name.value], field.selectionSet),
    )
  );
}

/** The fields of an object that a subgraph has: its own, and external ones only from the representation. */
function seenFrom(
  object: WorldObject,
  reference: WorldObject,
  external: ExternalFields,
  typename: string | undefined,
): WorldObject {
  const unknown = external.get(typename ?? '') ?? [];
  const known = Object.entries(object).filter(([field]) => !unknown.includes(field));
  const seen = Object.fromEntries(known);
  for (const [field, value] of Object.entries(reference)) {
    const own = seen[field];
    // A key may contain another entity, of which the subgraph has more fields than the representation.
    const isEntity = isWorldObject(own) && isWorldObject(value) && '__typename' in own;
    seen[field] = isEntity ? seenFrom(own, value, external, typenameOf(own)) : value;
  }
  return { ...seen, __typename: typename };
}

/** The concrete type of a world object, for interfaces and unions. */
export function typenameOf(value: unknown): string | undefined {
  return isWorldObject(value) ? String(value['__typename']) : undefined;
}
