import { createHash } from 'node:crypto';
import { GatewayError } from '../errors/gateway-error.ts';
import { createBoundedCache } from '../../core/structures/bounded-cache.ts';
import type { Manifest } from './manifest.ts';

/** What a client sent in the place of a question: a text, the id of one, or both. */
export interface Asked {
  readonly query: string | undefined;
  /** `id` or `documentId`. */
  readonly documentId: string | undefined;
  /** `extensions.persistedQuery.sha256Hash`. */
  readonly sha256Hash: string | undefined;
}

/** The text to answer, and whether it was agreed on beforehand. */
export interface ResolvedText {
  readonly query: string;
  readonly isPersisted: boolean;
}

/** How strictly the manifest is kept. It always serves who asks by id. */
export interface SafelistRule {
  /** `off`: any question. `log-unknown`: any, and those not listed are noted. `safelist`: listed ones. */
  readonly mode: TrustMode;
  /** Only by id: the text of a question is not taken, also of one that is listed. */
  readonly isIdOnly: boolean;
}

export const SAFELIST_MODES = ['off', 'log-unknown', 'safelist'] as const;

export type TrustMode = (typeof SAFELIST_MODES)[number];

/** From what was sent to a text; throws a refusal where the rule does not let it through. */
export type ResolveDocument = (asked: Asked) => ResolvedText;

/** Told once about each unlisted question, by the hash of its text and never the text. */
export type NoteUnknown = (textHash: string) => void;

const NOTED_MAX = 1_000;

export function createPersistedOperations(
  rule: SafelistRule,
  manifest: () => Manifest,
  noteUnknown: NoteUnknown,
): ResolveDocument {
  const noted = createBoundedCache<true>(NOTED_MAX);

  return function trust(asked) {
    const byId = idOf(asked);
    if (byId !== undefined) return { query: documentOf(byId, manifest()), isPersisted: true };
    const { query } = asked;
    if (query === undefined) throw new GatewayError('BAD_REQUEST', NO_QUERY);
    if (rule.isIdOnly) throw notTrusted(ID_ONLY);
    const isPersisted = manifest().isListed(query);
    if (isPersisted) return { query, isPersisted };
    if (rule.mode === 'safelist') throw notTrusted(NOT_LISTED);
    if (rule.mode === 'log-unknown') noteOnce(query);
    return { query, isPersisted };
  };

  function noteOnce(query: string): void {
    const hash = createHash('sha256').update(query).digest('hex');
    if (noted.get(hash)) return;
    noted.set(hash, true);
    noteUnknown(hash);
  }
}

/** The id to look up; a text that comes with a hash must be the text of that hash. */
function idOf({ query, documentId, sha256Hash }: Asked): string | undefined {
  if (query === undefined) return documentId ?? sha256Hash;
  if (documentId !== undefined) {
    throw new GatewayError('BAD_REQUEST', 'Send a "query" or the id of one, not both');
  }
  const isSame = (hash: string) => createHash('sha256').update(query).digest('hex') === hash;
  if (sha256Hash === undefined || isSame(sha256Hash)) return undefined;
  throw new GatewayError('BAD_REQUEST', '"sha256Hash" is not the hash of this "query"');
}

function documentOf(id: string, manifest: Manifest): string {
  const document = manifest.documentOf(id);
  if (document !== undefined) return document;
  // The word that clients of this protocol look for; nothing that a client sends is kept for later.
  throw new GatewayError('PERSISTED_QUERY_NOT_FOUND', 'PersistedQueryNotFound');
}

const NO_QUERY = 'Request needs a "query": a GraphQL document, as text';

const NOT_LISTED =
  'Only operations that were agreed on are answered here: have this one added to the manifest' +
  ' / Alleen afgesproken vragen worden hier beantwoord: laat deze toevoegen aan het manifest';

const ID_ONLY =
  'Operations are asked by their id here: send "documentId" instead of "query"' +
  ' / Vragen worden hier gesteld met hun id: stuur "documentId" in plaats van "query"';

const notTrusted = (message: string): GatewayError =>
  new GatewayError('OPERATION_NOT_TRUSTED', message);
