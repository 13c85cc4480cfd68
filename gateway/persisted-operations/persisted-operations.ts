import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { pino } from 'pino';
import { GatewayError } from '../errors/gateway-error.ts';
import type { Manifest } from './manifest.ts';

/** What a client sends: a document, the id of a persisted one, or a document with its hash. */
export interface DocumentOrId {
  readonly query: string | undefined;
  /** `id` or `documentId`. */
  readonly documentId: string | undefined;
  /** `extensions.persistedQuery.sha256Hash`. */
  readonly sha256Hash: string | undefined;
}

/** Which documents are accepted. A document that is requested by id is, under every rule. */
export interface SafelistRule {
  /** `off`: any. `log-unknown`: any, and those not in the manifest are logged. `safelist`: the manifest's. */
  readonly mode: SafelistMode;
  /** Only by id: no document is accepted as text, not even one of the manifest. */
  readonly isIdOnly: boolean;
}

export const SAFELIST_MODES = ['off', 'log-unknown', 'safelist'] as const;

export type SafelistMode = (typeof SAFELIST_MODES)[number];

export interface PersistedOperations {
  /** The document of a request, and whether it was requested by id. Throws `GatewayError`. */
  documentOf(request: DocumentOrId): { readonly query: string; readonly isById: boolean };
  /**
   * Whether a document that came as text is in the manifest. Throws `OPERATION_NOT_TRUSTED` where the rule
   * does not accept it.
   */
  isPersisted(query: string, isListedIn: (manifest: Manifest) => boolean): boolean;
}

/** Called once for each document that is not in the manifest, with the hash of its text, never the text. */
export type NoteUnknown = (textHash: string) => void;

/** Logs on standard error which operations the manifest lacks, before a safelist would reject them. */
export function createUnknownLog(): NoteUnknown {
  const log = pino(
    { base: null, timestamp: pino.stdTimeFunctions.isoTime },
    pino.destination({ dest: 2, sync: true }),
  );
  return (textHash) =>
    log.warn({ unlistedOperation: textHash }, 'Operation is not in the manifest');
}

const NOTED_MAX = 1_000;

export function createPersistedOperations(
  rule: SafelistRule,
  manifest: () => Manifest,
  noteUnknown: NoteUnknown,
): PersistedOperations {
  const noted = new LRUCache<string, true>({ max: NOTED_MAX });

  function noteOnce(query: string): void {
    const hash = createHash('sha256').update(query).digest('hex');
    if (noted.get(hash)) return;
    noted.set(hash, true);
    noteUnknown(hash);
  }

  return {
    documentOf(request) {
      const id = idOf(request);
      if (id === undefined) {
        if (request.query === undefined) throw new GatewayError('BAD_REQUEST', NO_QUERY);
        return { query: request.query, isById: false };
      }
      const query = manifest().documentOf(id);
      if (query !== undefined) return { query, isById: true };
      throw id === request.documentId || rule.isIdOnly ? notFound() : notSupported();
    },
    isPersisted(query, isListedIn) {
      if (rule.isIdOnly) throw notAccepted(ID_ONLY);
      const isListed = isListedIn(manifest());
      if (!isListed && rule.mode === 'safelist') throw notAccepted(NOT_LISTED);
      if (!isListed && rule.mode === 'log-unknown') noteOnce(query);
      return isListed;
    },
  };
}

/** The id to look up; a document that comes with a hash must be the document of that hash. */
function idOf({ query, documentId, sha256Hash }: DocumentOrId): string | undefined {
  if (query === undefined) return documentId ?? sha256Hash;
  if (documentId !== undefined) {
    throw new GatewayError('BAD_REQUEST', 'Send a "query" or the id of one, not both');
  }
  const isSame = (hash: string) => createHash('sha256').update(query).digest('hex') === hash;
  if (sha256Hash === undefined || isSame(sha256Hash)) return undefined;
  throw new GatewayError('BAD_REQUEST', '"sha256Hash" is not the hash of this "query"');
}

/** The message that clients of this protocol look for. */
const notFound = () => new GatewayError('PERSISTED_QUERY_NOT_FOUND', 'PersistedQueryNotFound');

/**
 * Nothing that a client sends is stored, so a client of Apollo that is told "not found" would send each operation
 * twice: first its hash, then its text. After this it sends texts alone; those of the manifest are recognized.
 */
const notSupported = () =>
  new GatewayError('PERSISTED_QUERY_NOT_SUPPORTED', 'PersistedQueryNotSupported');

const NO_QUERY = 'Request needs a "query": a GraphQL document, as text';

const NOT_LISTED =
  'Only operations of the manifest are accepted here: have this one added to the manifest' +
  ' / Alleen afgesproken vragen worden hier beantwoord: laat deze toevoegen aan het manifest';

const ID_ONLY =
  'Operations are accepted here only by id: send "documentId" instead of "query"' +
  ' / Stel een vraag hier met het id ervan: stuur "documentId" in plaats van "query"';

const notAccepted = (message: string): GatewayError =>
  new GatewayError('OPERATION_NOT_TRUSTED', message);
