import { GraphQLError, parse, stripIgnoredCharacters } from 'graphql';
import { z } from 'zod';
import { ConfigError } from '../../core/config/read-config.ts';

/** The documents that were agreed on beforehand, by the id under which a client may ask for them. */
export interface Manifest {
  readonly size: number;
  readonly documents: readonly string[];
  /** The document under an id; `sha256:` may stand before it. */
  documentOf(id: string): string | undefined;
  /** Is this text one of the documents, spacing and comments aside? */
  isListed(text: string): boolean;
}

/** As Apollo's tools write it: a list, each with its id. */
const apolloShape = z.object({
  format: z.literal('apollo-persisted-query-manifest'),
  version: z.literal(1),
  operations: z.array(z.object({ id: z.string().min(1), body: z.string().min(1) })),
});

/** As Relay's compiler writes it: an object from hash to document. */
const relayShape = z.record(z.string().min(1), z.string().min(1));

/** Reads either form; a document that does not parse is named, and the manifest is not used. */
export function parseManifest(text: string, fileName: string): Manifest {
  const byId = new Map<string, string>();
  const listed = new Set<string>();
  for (const [id, document] of entriesOf(text, fileName)) {
    try {
      parse(document, { noLocation: true });
    } catch {
      throw new ConfigError(`${fileName}: operation "${id}" is not a GraphQL document`);
    }
    byId.set(id, document);
    listed.add(canonical(document) ?? '');
  }
  return createManifest(byId, listed);
}

/** A longer text is refused for its size anyway, and is not read for this. */
const TEXT_LENGTH_MAX = 65_536;

/** Knows no document: nothing is trusted. */
export const NO_MANIFEST: Manifest = createManifest(new Map(), new Set());

function createManifest(byId: ReadonlyMap<string, string>, listed: ReadonlySet<string>): Manifest {
  return {
    size: byId.size,
    documents: [...byId.values()],
    documentOf: (id) => byId.get(id.replace(/^sha256:/, '')),
    isListed(text) {
      if (listed.size === 0 || text.length > TEXT_LENGTH_MAX) return false;
      return listed.has(canonical(text) ?? '');
    },
  };
}

function entriesOf(text: string, fileName: string): readonly (readonly [string, string])[] {
  const value = parseJson(text, fileName);
  const apollo = apolloShape.safeParse(value);
  if (apollo.success) return apollo.data.operations.map(({ id, body }) => [id, body]);
  const relay = relayShape.safeParse(value);
  if (relay.success) return Object.entries(relay.data);
  throw new ConfigError(
    `${fileName}: expected an apollo-persisted-query-manifest, or an object from hash to document`,
  );
}

function parseJson(text: string, fileName: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new ConfigError(`${fileName}: it is not JSON`);
  }
}

function canonical(text: string): string | undefined {
  try {
    return stripIgnoredCharacters(text);
  } catch (error) {
    if (error instanceof GraphQLError) return undefined;
    throw error;
  }
}
