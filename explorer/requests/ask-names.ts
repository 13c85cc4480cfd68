/** Asks the graph what the partners are called, once, when a response names one by its id. */
import { learnPartnerNames } from '../../ui/partner-names.ts';

/** The dashboard has the same operation, so that it is in the manifest of persisted operations. */
const query = `query Organisatienamen {
  organisations(first: 100) {
    nodes {
      id
      name
    }
  }
}`;
/** A page that shows a response does not wait longer for names. */
const WITHIN_MS = 2_000;

let asked: Promise<void> | undefined;

/** Ends when the names are known, or when they cannot be had: then the names are made from the ids. */
export async function askNamesFor(response: string): Promise<void> {
  if (!/"partner": ?"/.test(response)) return;
  asked ??= ask().catch(() => undefined);
  await asked;
}

async function ask(): Promise<void> {
  const response = await fetch('/graphql', {
    method: 'POST',
    credentials: 'omit',
    signal: AbortSignal.timeout(WITHIN_MS),
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify({ query, operationName: 'Organisatienamen' }),
  });
  const body = (await response.json()) as {
    readonly data?: {
      readonly organisations?: { readonly nodes?: readonly Organisation[] } | null;
    } | null;
  };
  const nodes = body.data?.organisations?.nodes ?? [];
  learnPartnerNames(
    nodes.flatMap(({ id, name }) => (typeof name === 'string' ? [[id, name]] : [])),
  );
}

interface Organisation {
  readonly id: string;
  readonly name: unknown;
}
