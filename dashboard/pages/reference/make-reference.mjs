/**
 * Makes the documentation of the graph from the supergraph. Plain JavaScript, because the build of the page runs it, and
 * the demo builds the page before anything is compiled.
 */
import { buildASTSchema, Kind, parse, print, TypeInfo, visit, visitWithTypeInfo } from 'graphql';

/** @typedef {import('./reference.ts').Reference} Reference */
/** @typedef {import('./reference.ts').TypeEntry} TypeEntry */
/** @typedef {import('./reference.ts').TypeKind} TypeKind */
/** @typedef {import('./reference.ts').Layer} Layer */
/** @typedef {import('graphql').DirectiveNode} Directive */
/** @typedef {import('graphql').TypeDefinitionNode} TypeDefinition */
/** @typedef {import('graphql').FieldDefinitionNode | import('graphql').InputValueDefinitionNode | import('graphql').EnumValueDefinitionNode} Part */
/** @typedef {{ nl: string, en: string, scopes: readonly string[], policies: readonly string[] }} Purpose */
/** @typedef {{ name: string, text: string }} SavedQuery */

/** Names of the federation itself, which no client uses. */
const INTERNAL = /^(?:join__|link__|policy__|requiresScopes__|federation__|_)/;

/** @type {Readonly<Record<string, TypeKind>>} */
const KINDS = {
  [Kind.OBJECT_TYPE_DEFINITION]: 'object',
  [Kind.INPUT_OBJECT_TYPE_DEFINITION]: 'input',
  [Kind.ENUM_TYPE_DEFINITION]: 'enum',
  [Kind.SCALAR_TYPE_DEFINITION]: 'scalar',
  [Kind.UNION_TYPE_DEFINITION]: 'union',
};

/**
 * @param {{ supergraph: string, purposes: readonly Purpose[], savedQueries: readonly SavedQuery[] }} sources
 * @returns {Reference}
 */
export function makeReference({ supergraph, purposes, savedQueries }) {
  const document = parse(supergraph, { noLocation: true });
  const definitions = document.definitions.filter(
    /** @returns {definition is TypeDefinition} @param {import('graphql').DefinitionNode} definition */
    (definition) =>
      KINDS[definition.kind] !== undefined &&
      'name' in definition &&
      !INTERNAL.test(definition.name?.value ?? '_'),
  );
  const layers = new Map(definitions.map((one) => [one.name.value, layerOf(one)]));
  const examples = examplesIn(document, savedQueries);
  return {
    purposes: purposes.map(({ nl, en }) => ({ nl, en })),
    types: definitions
      .map((definition) => typeEntry(definition, { layers, examples, purposes }))
      .toSorted((a, b) => (a.name < b.name ? -1 : 1)),
  };
}

/**
 * @typedef {{ layers: ReadonlyMap<string, Layer | null>, examples: ReadonlyMap<string, string>, purposes: readonly Purpose[] }} Context
 */

/** @param {TypeDefinition} definition @param {Context} context @returns {TypeEntry} */
function typeEntry(definition, context) {
  const graphs = graphsOf(definition, 'join__type');
  const fields = partsOf(definition).map((part) => fieldEntry(definition, part, graphs, context));
  const owning = new Set(fields.flatMap(({ owners }) => owners));
  const isObject = definition.kind === Kind.OBJECT_TYPE_DEFINITION;
  return {
    ...described(definition),
    kind: KINDS[definition.kind] ?? 'object',
    // A subgraph that only refers to an entity by its key gives nothing of it.
    owners: isObject && owning.size > 0 ? graphs.filter((graph) => owning.has(graph)) : graphs,
    layer: layerOf(definition),
    purposes: purposesFor([definition], context.purposes),
    fields,
    members:
      definition.kind === Kind.UNION_TYPE_DEFINITION
        ? (definition.types ?? []).map(({ name }) => name.value)
        : [],
  };
}

/** @param {TypeDefinition} definition @returns {readonly Part[]} */
function partsOf(definition) {
  if ('fields' in definition) return definition.fields ?? [];
  return definition.kind === Kind.ENUM_TYPE_DEFINITION ? (definition.values ?? []) : [];
}

/**
 * @param {TypeDefinition} owner @param {Part} part @param {readonly string[]} graphs @param {Context} context
 * @returns {import('./reference.ts').FieldEntry}
 */
function fieldEntry(owner, part, graphs, { layers, examples, purposes }) {
  const own = graphsOf(part, 'join__field');
  const type = 'type' in part ? print(part.type) : '';
  const isField = part.kind === Kind.FIELD_DEFINITION;
  const result = type.replaceAll(/[[\]!]/g, '');
  const isRoot = owner.name.value === 'Query';
  return {
    ...described(part),
    type,
    // The key of an entity is known to every subgraph; the first one that has it in its list is no more its owner.
    owners: own.length > 0 ? own : graphs,
    layer: layerOf(part) ?? (isRoot ? (layers.get(result) ?? null) : layerOf(owner)),
    purposes: purposesFor([owner, part], purposes),
    args: isField
      ? (part.arguments ?? []).map((argument) => ({
          ...described(argument),
          type: print(argument.type),
          defaultValue: argument.defaultValue ? print(argument.defaultValue) : null,
        }))
      : [],
    example: examples.get(`${owner.name.value}.${part.name.value}`) ?? null,
    deprecated: textArgument(part.directives ?? [], 'deprecated', 'reason'),
  };
}

/** @param {TypeDefinition | Part | import('graphql').InputValueDefinitionNode} node */
function described(node) {
  const description = (node.description?.value ?? '').replaceAll(/\s+/g, ' ').trim();
  const [, term = '', text = description] = /^NL: (.+?)\. (.*)$/.exec(description) ?? [];
  return { name: node.name.value, term, text };
}

/** @param {TypeDefinition | Part} node @param {string} directive @returns {readonly string[]} */
function graphsOf({ directives = [] }, directive) {
  return directives
    .filter(({ name }) => name.value === directive)
    .filter((one) => argumentOf(one, 'external') === undefined)
    .map((one) => argumentOf(one, 'graph'))
    .flatMap((value) => (value?.kind === Kind.ENUM ? [value.value.toLowerCase()] : []));
}

/** @param {TypeDefinition | Part} node @returns {Layer | null} */
function layerOf({ directives = [] }) {
  for (const directive of directives.filter(({ name }) => name.value === 'tag')) {
    const value = argumentOf(directive, 'name');
    const tag = value?.kind === Kind.STRING ? value.value : '';
    if (tag === 'public' || tag === 'aggregate' || tag === 'case') return tag;
  }
  return null;
}

/**
 * The purposes that satisfy the scopes and policies of each node; null when none of the nodes asks for any.
 *
 * @param {readonly (TypeDefinition | Part)[]} nodes @param {readonly Purpose[]} purposes
 * @returns {readonly number[] | null}
 */
function purposesFor(nodes, purposes) {
  const conditions = nodes.flatMap(({ directives = [] }) =>
    directives.flatMap((directive) => {
      const scopes = alternativesOf(directive, 'requiresScopes', 'scopes');
      const policies = alternativesOf(directive, 'policy', 'policies');
      return [...(scopes ? [{ scopes }] : []), ...(policies ? [{ policies }] : [])];
    }),
  );
  if (conditions.length === 0) return null;
  return purposes.flatMap((purpose, index) => {
    const isOpen = conditions.every((condition) =>
      'scopes' in condition
        ? isSatisfied(condition.scopes ?? [], purpose.scopes)
        : isSatisfied(condition.policies ?? [], purpose.policies),
    );
    return isOpen ? [index] : [];
  });
}

/** @param {readonly (readonly string[])[]} alternatives @param {readonly string[]} given */
function isSatisfied(alternatives, given) {
  return alternatives.some((all) => all.every((one) => given.includes(one)));
}

/** @param {Directive} directive @param {string} name @param {string} argument @returns {string[][] | null} */
function alternativesOf(directive, name, argument) {
  if (directive.name.value !== name) return null;
  const value = argumentOf(directive, argument);
  if (value?.kind !== Kind.LIST) return null;
  return value.values.map((inner) =>
    inner.kind === Kind.LIST
      ? inner.values.flatMap((one) => (one.kind === Kind.STRING ? [one.value] : []))
      : [],
  );
}

/** @param {readonly Directive[]} directives @param {string} name @param {string} argument */
function textArgument(directives, name, argument) {
  const directive = directives.find((one) => one.name.value === name);
  const value = directive && argumentOf(directive, argument);
  return value?.kind === Kind.STRING ? value.value : null;
}

/** @param {Directive} directive @param {string} name */
function argumentOf({ arguments: given = [] }, name) {
  return given.find((one) => one.name.value === name)?.value;
}

/**
 * The shortest saved query that selects each field, by `Type.field`.
 *
 * @param {import('graphql').DocumentNode} document @param {readonly SavedQuery[]} savedQueries
 * @returns {ReadonlyMap<string, string>}
 */
function examplesIn(document, savedQueries) {
  const schema = buildASTSchema(document, { assumeValidSDL: true });
  /** @type {Map<string, string>} */
  const examples = new Map();
  for (const { name, text } of savedQueries.toSorted((a, b) => a.text.length - b.text.length)) {
    const info = new TypeInfo(schema);
    const note = () => {
      const key = `${info.getParentType()?.name}.${info.getFieldDef()?.name}`;
      if (!examples.has(key)) examples.set(key, name);
    };
    visit(parse(text, { noLocation: true }), visitWithTypeInfo(info, { Field: note }));
  }
  return examples;
}
