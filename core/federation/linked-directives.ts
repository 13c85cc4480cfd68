/** The names that a schema uses for directives of Apollo's specifications. */
import {
  Kind,
  type ConstDirectiveNode,
  type ConstObjectValueNode,
  type GraphQLSchema,
} from 'graphql';

const SPEC_URL = /^https?:\/\/specs\.apollo\.dev\/(\w+)\/v\d+\.\d+$/;

/**
 * `@link` can rename a directive (`import: [{ name, as }]`) or namespace it (`@federation__policy`). The plain
 * names always count as well, because a rename that is missed would leave a field without its rule.
 */
export function linkedDirectiveNames<Directive extends string>(
  schema: GraphQLSchema,
  directives: readonly Directive[],
  /** The specification that a directive has of its own, beside that of federation. */
  specificationOf: (directive: Directive) => string,
): ReadonlyMap<string, Directive> {
  const names = new Map<string, Directive>();
  for (const directive of directives) {
    names.set(directive, directive);
    names.set(`federation__${directive}`, directive);
  }
  for (const link of linksOf(schema)) {
    const feature = SPEC_URL.exec(stringArgument(link, 'url') ?? '')?.[1];
    const own = directives.filter((directive) => specificationOf(directive) === feature);
    if (feature === undefined || (feature !== 'federation' && own.length === 0)) continue;
    const namespace = stringArgument(link, 'as') ?? feature;
    for (const directive of feature === 'federation' ? directives : own) {
      names.set(directive === feature ? namespace : `${namespace}__${directive}`, directive);
    }
    for (const [name, alias] of importsOf(link)) {
      const directive = directives.find((one) => one === name);
      if (directive !== undefined) names.set(alias, directive);
    }
  }
  return names;
}

function linksOf(schema: GraphQLSchema): readonly ConstDirectiveNode[] {
  const nodes = [schema.astNode, ...schema.extensionASTNodes];
  const directives = nodes.flatMap((node) => node?.directives ?? []);
  return directives.filter(({ name }) => name.value === 'link' || name.value === 'core');
}

function importsOf(link: ConstDirectiveNode): readonly (readonly [name: string, alias: string])[] {
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
