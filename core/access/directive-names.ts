import {
  Kind,
  type ConstDirectiveNode,
  type ConstObjectValueNode,
  type GraphQLSchema,
} from 'graphql';

/** The access directives of Apollo Federation. */
export const ACCESS_DIRECTIVES = ['authenticated', 'requiresScopes', 'policy'] as const;

export type AccessDirective = (typeof ACCESS_DIRECTIVES)[number];

const SPEC_URL = /^https?:\/\/specs\.apollo\.dev\/(\w+)\/v\d+\.\d+$/;

/**
 * The names that a schema uses for the access directives. `@link` can rename (`import: [{ name, as }]`)
 * or namespace them (`@federation__policy`). The plain names always count as well, because a rename
 * that is missed would leave a field open.
 */
export function accessDirectiveNames(schema: GraphQLSchema): ReadonlyMap<string, AccessDirective> {
  const names = new Map<string, AccessDirective>();
  for (const directive of ACCESS_DIRECTIVES) {
    names.set(directive, directive);
    names.set(`federation__${directive}`, directive);
  }
  for (const link of linksOf(schema)) addNamesOfLink(link, names);
  return names;
}

function linksOf(schema: GraphQLSchema): readonly ConstDirectiveNode[] {
  const nodes = [schema.astNode, ...schema.extensionASTNodes];
  const directives = nodes.flatMap((node) => node?.directives ?? []);
  return directives.filter(({ name }) => name.value === 'link' || name.value === 'core');
}

function addNamesOfLink(link: ConstDirectiveNode, names: Map<string, AccessDirective>): void {
  const feature = SPEC_URL.exec(stringArgument(link, 'url') ?? '')?.[1];
  if (feature === undefined) return;
  const namespace = stringArgument(link, 'as') ?? feature;
  for (const directive of ACCESS_DIRECTIVES) {
    if (feature === 'federation') names.set(`${namespace}__${directive}`, directive);
    if (feature === directive) names.set(namespace, directive);
  }
  if (feature !== 'federation' && !isAccessDirective(feature)) return;
  for (const [name, alias] of importsOf(link)) {
    if (isAccessDirective(name)) names.set(alias, name);
  }
}

function importsOf(link: ConstDirectiveNode): readonly (readonly [string, string])[] {
  const value = link.arguments?.find(({ name }) => name.value === 'import')?.value;
  if (value?.kind !== Kind.LIST) return [];
  return value.values.flatMap((entry) => {
    if (entry.kind === Kind.STRING)
      return [[withoutAt(entry.value), withoutAt(entry.value)] as const];
    if (entry.kind !== Kind.OBJECT) return [];
    const name = stringField(entry, 'name');
    return name === undefined
      ? []
      : [[withoutAt(name), withoutAt(stringField(entry, 'as') ?? name)] as const];
  });
}

/** The value of a string argument; undefined when it is absent or not a string. */
export function stringArgument(directive: ConstDirectiveNode, wanted: string): string | undefined {
  const value = directive.arguments?.find(({ name }) => name.value === wanted)?.value;
  return value?.kind === Kind.STRING ? value.value : undefined;
}

function stringField(object: ConstObjectValueNode, wanted: string): string | undefined {
  const value = object.fields.find(({ name }) => name.value === wanted)?.value;
  return value?.kind === Kind.STRING ? value.value : undefined;
}

const withoutAt = (name: string): string => name.replace(/^@/, '');

function isAccessDirective(name: string): name is AccessDirective {
  return (ACCESS_DIRECTIVES as readonly string[]).includes(name);
}
