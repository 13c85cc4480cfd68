/** The text with which the requests of a fetch begin. */
import type { FetchNode } from '@apollo/query-planner';

interface CanonicalOperation {
  readonly query: string;
  readonly name: string | undefined;
}

/** A request as JSON text up to and including `"variables":{`. */
export function requestStart({ query, name }: CanonicalOperation): string {
  const operationName = name === undefined ? '' : `"operationName":${JSON.stringify(name)},`;
  return `{"query":${JSON.stringify(query)},${operationName}"variables":{`;
}

/** Removes the number of the fetch from the operation name, so that equal fetches have equal texts. */
export function canonicalOperation(fetch: FetchNode): CanonicalOperation {
  const { operation, operationName, serviceName } = fetch;
  if (operationName === undefined) return { query: operation, name: undefined };
  const end = operationName.lastIndexOf('__');
  const name =
    end > 0 && /^\d+$/.test(operationName.slice(end + 2))
      ? operationName.slice(0, end)
      : operationName;
  const start = operation.indexOf(operationName);
  const isAtStart = /^(query|mutation) $/.test(operation.slice(0, Math.max(start, 0)));
  if (!isAtStart || serviceName === '') return { query: operation, name: operationName };
  const query = operation.slice(0, start) + name + operation.slice(start + operationName.length);
  return { query, name };
}
