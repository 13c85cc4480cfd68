import { Kind, parse } from 'graphql';

/**
 * The operation to ask for. GraphiQL learns its name a moment after the text changes, so a quick
 * click would ask the operation of the tab before: a name that is not in the text is not sent.
 */
export function operationNameFor(
  query: string,
  proposed: string | null | undefined,
): string | undefined {
  const names = operationNames(query);
  if (proposed && names.includes(proposed)) return proposed;
  return names.length === 1 ? names[0] : undefined;
}

function operationNames(query: string): readonly string[] {
  try {
    const { definitions } = parse(query);
    return definitions.flatMap((node) =>
      node.kind === Kind.OPERATION_DEFINITION && node.name ? [node.name.value] : [],
    );
  } catch {
    return []; // the gateway says what is wrong with the text
  }
}
