import { GraphQLError, Kind, parse, stripIgnoredCharacters, type DocumentNode } from 'graphql';
import { z } from 'zod';
import { ConfigError } from '../../core/config/read-config.ts';

export interface PersistedDocument {
  readonly query: string;
  /** A name for each operation; undefined for the only one, which a request need not name. */
  readonly operationNames: readonly (string | undefined)[];
}

/** The persisted documents, by the id with which a client requests them. */
export interface Manifest {
  readonly size: number;
  readonly documents: readonly PersistedDocument[];
  /** The document with an id, with or without the prefix `sha256:`. */
  documentOf(id: string): string | undefined;
  /** Whether a text is one of the documents, spacing and comments aside. */
  isListed(text: string): boolean;
}

/** As Apollo's tools write it: a list of operations with their ids. */
const apolloShape = z.object({
  format: z.literal('apollo-persisted-query-manifest'),
  version: z.literal(1),
  operations: z.array(z.object({ id: z.string().min(1), body: z.string().min(1) })),
});

/** As Relay's compiler writes it: an object from hash to document. */
const relayShape = z.record(z.string().min(1), z.string().min(1));

/** Parses either form. Throws `ConfigError` that names a document which does not parse. */
export function parseManifest(text: string, fileName: string): Manifest {
  const byId = new Map<string, PersistedDocument>();
  const listed = new Set<string>();
  for (const [id, query] of entriesOf(text, fileName)) {
    try {
      byId.set(id, { query, operationNames: operationNames(parse(query, { noLocation: true })) });
    } catch {
      throw new ConfigError(`${fileName}: operation "${id}" is not a GraphQL document`);
    }
    listed.add(canonical(query) ?? '');
  }
  return createManifest(byId, listed);
}

/** A longer text exceeds a limit, so it is not read for this. */
const TEXT_LENGTH_MAX = 65_536;

/** A manifest without documents. */
export const NO_MANIFEST: Manifest = createManifest(new Map(), new Set());

function createManifest(
  byId: ReadonlyMap<string, PersistedDocument>,
  listed: ReadonlySet<string>,
): Manifest {
  return {
    size: byId.size,
    documents: [...byId.values()],
    documentOf: (id) => byId.get(id.replace(/^sha256:/, ''))?.query,
    isListed(text) {
      if (listed.size === 0 || text.length > TEXT_LENGTH_MAX) return false;
      return listed.has(canonical(text) ?? '');
    },
  };
}

function operationNames({ definitions }: DocumentNode): readonly (string | undefined)[] {
  const operations = definitions.filter(({ kind }) => kind === Kind.OPERATION_DEFINITION);
  if (operations.length === 1) return [undefined];
  return operations.map((operation) => ('name' in operation ? operation.name?.value : undefined));
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
