import { Kind, parse } from 'graphql';

/**
 * The `operationName` to send. GraphiQL updates it a moment after the text changes, so it may still
 * be the name from the previous tab: a name that is not in the document is not sent.
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
    return []; // The gateway reports the syntax error.
  }
}
