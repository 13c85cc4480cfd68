/** What must never be in the traffic of releases of statistics, and the search for it. */
import { findIn, type Secrets } from './find-secrets.ts';
import type { Sent } from './traffic-recorder.ts';

/** All that went between a subgraph and insights, or between a subgraph and one of its partners. */
export interface Link {
  /** The subgraph or the partner at the other end. */
  readonly name: string;
  readonly end: 'insights' | 'partner';
  readonly sent: readonly Sent[];
}

export interface Searched {
  /** The links of each release, by its quarter. */
  readonly releases: ReadonlyMap<string, readonly Link[]>;
  /** Every key of a record of the world, with its hashes, and what it is. */
  readonly keys: Secrets;
  /** Encrypted ids as clients of the graph get them. */
  readonly ids: Iterable<string>;
  /** The partners whose records have citizen numbers. */
  readonly holders: ReadonlySet<string>;
}

const TABLE = /^\{"table":"([^"]+)"\}$/;
const ROW = /^\["([\w-]{22})"/;
/** The length of a token, in base64url. */
const TOKEN_LENGTH = 22;

/** One sentence for each violation, without repetition. */
export function violationsIn(searched: Searched): readonly string[] {
  const { tokens, repeated } = tokensIn(searched.releases);
  return [
    ...new Set([
      ...repeated,
      ...idsAmong(tokens, searched.ids),
      ...[...searched.releases].flatMap(([, links]) =>
        links.flatMap((link) =>
          link.end === 'insights'
            ? findAll(link, link.sent, searched.keys)
            : partnerViolations(link, searched, tokens),
        ),
      ),
    ]),
  ];
}

/** How many tokens there are: a search in traffic without any would find nothing. */
export function countTokens(releases: Searched['releases']): number {
  return tokensIn(releases).tokens.size;
}

const findAll = (link: Link, sent: readonly Sent[], secrets: Secrets): readonly string[] =>
  findIn(
    sent.map(({ direction, text }) => ({ name: `${direction} of ${link.name}`, text })),
    secrets,
  );

/**
 * A partner may be told where its own list goes on, by a key that it sent itself. Anything else in a request would be of
 * another partner, or tell it which of its records another one has.
 */
function partnerViolations(
  link: Link,
  { keys, holders }: Searched,
  tokens: ReadonlySet<string>,
): readonly string[] {
  const of = (direction: Sent['direction']) =>
    link.sent.filter((one) => one.direction === direction);
  const asTokens = new Map([...tokens].map((one) => [one, 'token'] as const));
  const all = { words: new Map([...keys.words, ...asTokens]), pieces: keys.pieces };
  const requests = findAll(link, of('request'), all);
  const own = new Set(
    requests.length === 0
      ? []
      : findAll(link, of('response'), keys).map((one) => one.replace('response', 'request')),
  );
  const isCitizenNumber = (what: string) => what.startsWith('citizen number');
  const citizenNumbers = {
    words: new Map([...keys.words].filter(([, what]) => isCitizenNumber(what))),
    pieces: new Map(),
  };
  return [
    ...requests.filter((one) => !own.has(one)),
    ...(holders.has(link.name) ? [] : findAll(link, of('response'), citizenNumbers)),
  ];
}

/** All tokens, and those that are in two releases or in two tables of one. */
function tokensIn(releases: Searched['releases']) {
  const places = new Map<string, string>();
  const repeated: string[] = [];
  for (const [release, links] of releases) {
    for (const { end, sent } of links) {
      if (end !== 'insights') continue;
      for (const { direction, text } of sent) {
        if (direction !== 'response') continue;
        let table = '';
        for (const line of text.split('\n')) {
          table = TABLE.exec(line)?.[1] ?? table;
          const [, token] = ROW.exec(line) ?? [];
          if (token === undefined) continue;
          const place = `${release} ${table}`;
          const other = places.get(token) ?? place;
          if (other !== place) repeated.push(`a token of ${other} is in ${place}`);
          places.set(token, place);
        }
      }
    }
  }
  return { tokens: new Set(places.keys()), repeated };
}

function idsAmong(tokens: ReadonlySet<string>, ids: Iterable<string>): readonly string[] {
  for (const id of ids) {
    for (let at = 0; at + TOKEN_LENGTH <= id.length; at += 1) {
      if (tokens.has(id.slice(at, at + TOKEN_LENGTH))) return ['a token is an id, or part of one'];
    }
  }
  return [];
}
