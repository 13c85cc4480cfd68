/** The Boolean variables of `@skip` and `@include`. An operation is compiled for each set of their values. */
import {
  Kind,
  visit,
  type DirectiveNode,
  type DocumentNode,
  type OperationDefinitionNode,
} from 'graphql';

export type Conditions = ReadonlyMap<string, boolean>;

/** Names of the variables used in `@skip` and `@include`, in order of appearance. */
export function conditionNames(document: DocumentNode): readonly string[] {
  const names = new Set<string>();
  visit(document, {
    Directive(directive) {
      const value = conditionOf(directive)?.value;
      if (value?.kind === Kind.VARIABLE) names.add(value.name.value);
    },
  });
  return [...names];
}

/** Their values in one request; the default of a variable that the request does not have. */
export function readConditions(
  names: readonly string[],
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
): Conditions {
  const conditions = new Map<string, boolean>();
  for (const name of names) {
    const value = Object.hasOwn(variables, name) ? variables[name] : undefined;
    conditions.set(name, value === undefined ? isTrueByDefault(operation, name) : value === true);
  }
  return conditions;
}

export function isIncluded(
  directives: readonly DirectiveNode[] | undefined,
  conditions: Conditions,
): boolean {
  return (directives ?? []).every((directive) => {
    const value = conditionOf(directive)?.value;
    if (!value) return true;
    const isTrue =
      value.kind === Kind.VARIABLE
        ? conditions.get(value.name.value) === true
        : value.kind === Kind.BOOLEAN && value.value;
    return directive.name.value === 'skip' ? !isTrue : isTrue;
  });
}

function conditionOf(directive: DirectiveNode) {
  const { value } = directive.name;
  if (value !== 'skip' && value !== 'include') return undefined;
  return directive.arguments?.find(({ name }) => name.value === 'if');
}

function isTrueByDefault(operation: OperationDefinitionNode, name: string): boolean {
  const definition = operation.variableDefinitions?.find(
    ({ variable }) => variable.name.value === name,
  );
  return definition?.defaultValue?.kind === Kind.BOOLEAN && definition.defaultValue.value;
}
