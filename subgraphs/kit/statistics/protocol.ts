/**
 * What insights sends to the statistics endpoint of another subgraph, `POST /statistics`, and what it gets. It is not a
 * part of the graph: only the key of insights opens it, with a token for this one subgraph and body (JWT, EdDSA, in
 * `authorization: Bearer`; `iss`, `aud`, `iat`, `exp` of at most `STATISTICS_TOKEN_LIFE_S` later, and `digest`, the
 * `contextDigest` of the body).
 *
 * The response with status 200 is a stream of JSON lines. The first is a `StatisticsHead`. Then, for each table in the
 * order of the request, a line `{"table":"…"}` and its rows, and at the end `{"end":<number of rows>}`, without which a
 * response is cut off. A row of counts is `[count, ...values]`; a row of tokens is `[token, ...values]`, in ascending
 * order of the text of the token, each token at most once in a table. The values are those of `columns`, in that order:
 * a code, a quarter for a step, a day for a day; null where the record has none.
 *
 * Any other status comes with `{"errors":[{"message","extensions":{"code", …}}]}`, as the graph gives them: 400
 * `BAD_REQUEST` for a request that it cannot fulfil, 401 `UNAUTHENTICATED`, 403 `PURPOSE_DENIED`, 413 `TOO_LARGE`,
 * 429 `RATE_LIMITED` while another request is answered, 503 `PARTNER_NO_ANSWER` with `partner`, `kind` and `fault` for each partner that is missing, 503
 * `ACCOUNT_UNAVAILABLE` while nothing can be logged, and 500 `INTERNAL`. Nothing of a response with status 200 is sent
 * before every partner has responded and the audit logs are written.
 */
import { z } from 'zod';

const name = z.string().max(100);
const quarter = z.string().regex(/^\d{4}Q[1-4]$/);

const tableRequest = z.strictObject({
  id: name,
  recordSet: name,
  /**
   * Only records of this programme; of every programme without it. A source that does not know the programme of a
   * record gives it in every table.
   */
  programme: name.nullable(),
  /** `tokens` where records of several subgraphs are joined. */
  give: z.enum(['counts', 'tokens']),
  /** Names of attributes, steps and days. */
  columns: z.array(name).max(12),
});

export const statisticsRequest = z.strictObject({
  /** The release: a quarter that has ended. What happened after its last day is left out. Tokens of another release differ. */
  release: quarter,
  /** The quarter whose key of the domain makes the tokens. */
  keyQuarter: quarter,
  /** Partners that are left out of every table. */
  without: z.array(name).max(1_000).default([]),
  tables: z
    .array(tableRequest)
    .min(1)
    .max(500)
    .refine((tables) => new Set(tables.map(({ id }) => id)).size === tables.length),
});

export const statisticsHead = z.strictObject({
  /** Every partner whose records follow, and as of when. */
  partners: z.array(z.strictObject({ id: name, asOf: z.iso.datetime() })),
});

export type StatisticsRequest = Readonly<z.output<typeof statisticsRequest>>;
export type StatisticsTableRequest = Readonly<z.output<typeof tableRequest>>;
export type StatisticsHead = z.output<typeof statisticsHead>;

export const STATISTICS_PATH = '/statistics';
/** The issuer of tokens for it. */
export const STATISTICS_ISSUER = 'urn:llo:insights';
/** How long a token for it may live, in seconds. */
export const STATISTICS_TOKEN_LIFE_S = 60;
/** The only `aud` claim that this subgraph accepts for it. */
export const statisticsAudience = (subgraph: string): string =>
  `urn:llo:subgraph:${subgraph}:statistics`;
