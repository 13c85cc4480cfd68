/**
 * What the seed texts state, sentence by sentence: the fact in our own words, the query for it, and
 * what the response must contain. The texts themselves are not in the repository.
 */
import { expect } from 'vitest';

export interface FactRow {
  /** The sentences of the seed that state it, counted from 1. */
  readonly sentences: readonly number[];
  readonly fact: string;
  readonly query: string;
  readonly shows: unknown;
  /** The subgraphs that the query needs besides `reference`; such a row is tested in the journeys. */
  readonly subgraphs?: readonly string[];
}

export interface ReasonRow {
  readonly sentences: readonly number[];
  /** Why there is no query for them. */
  readonly reason: string;
}

export interface SeedRows {
  readonly file: string;
  /** Number of sentences of the text, including headings and menus. */
  readonly sentenceCount: number;
  readonly facts: readonly FactRow[];
  readonly without: readonly ReasonRow[];
}

export const HEADING = 'a heading, menu, caption or link';
export const OPINION = 'an opinion: nothing that a record or figure can show';

type Operation = Pick<FactRow, 'query' | 'shows'>;

/** One row: sentences, the fact, and its query. */
export function row(sentences: readonly number[], fact: string, operation: Operation): FactRow {
  return { sentences, fact, ...operation };
}

/** A row whose query needs other subgraphs too. */
export function rowOf(
  subgraphs: readonly string[],
  sentences: readonly number[],
  fact: string,
  operation: Operation,
): FactRow {
  return { sentences, fact, subgraphs, ...operation };
}

export interface Figure {
  readonly value?: number;
  readonly min?: number;
  readonly max?: number;
  readonly qualifier: string;
  readonly unit: string;
  readonly asOf?: string;
}

/** A published figure by its id, and the file that it is from. */
export function figure(id: string, file: string, shown: Figure): Operation {
  return {
    query: `{ indicator(id: "${id}") { value min max qualifier unit asOf source { file } } }`,
    shows: {
      indicator: { value: null, min: null, max: null, asOf: null, ...shown, source: { file } },
    },
  };
}

/** The statement of the source about a figure, by a fragment of it. */
export function figureStates(id: string, fragment: string): Operation {
  return {
    query: `{ indicator(id: "${id}") { source { states } } }`,
    shows: { indicator: { source: { states: expect.stringContaining(fragment) as unknown } } },
  };
}

/** What a source says about supply and demand in a region without a figure. */
export function ofLabourMarket(region: string, sector: string | null, shown: object): Operation {
  return {
    query: `{ region(${region}) { labourMarket(sector: ${sector}) { qualifier value unit source { file } } } }`,
    shows: {
      region: { labourMarket: among([{ qualifier: 'ORDER_OF_MAGNITUDE', value: null, ...shown }]) },
    },
  };
}

/** A programme's own summary has these fragments. */
export function summary(programme: string, ...fragments: readonly string[]): Operation {
  return {
    query: `{ programme(id: "${programme}") { summary } }`,
    shows: {
      programme: {
        summary: expect.stringMatching(new RegExp(fragments.join('.*'), 's')) as unknown,
      },
    },
  };
}

/** Organisations have a role in a programme. */
export function roles(
  programme: string,
  role: string,
  ...organisations: readonly string[]
): Operation {
  return {
    query: `{ programme(id: "${programme}") { roles { role organisation { id } } } }`,
    shows: {
      programme: { roles: among(organisations.map((id) => ({ role, organisation: { id } }))) },
    },
  };
}

/** An official in an office. */
export function official(
  programme: string,
  name: string,
  office: string,
  organisation: string | null,
): Operation {
  return {
    query: `{ programme(id: "${programme}") { officials { name office organisation { id } } } }`,
    shows: {
      programme: {
        officials: among([{ name, office, organisation: organisation && { id: organisation } }]),
      },
    },
  };
}

/** A learning point of a programme, by a fragment of it. */
export function learned(programme: string, topic: string | null, fragment: string): Operation {
  return {
    query: `{ programme(id: "${programme}") { learningPoints { topic text } } }`,
    shows: {
      programme: {
        learningPoints: among([{ topic, text: expect.stringContaining(fragment) as unknown }]),
      },
    },
  };
}

/** Dutch words in the vocabulary, with their types and fields in the schema. */
export function words(typePaths: Readonly<Record<string, string>>): Operation {
  const entries = Object.entries(typePaths);
  const fields = entries.map(
    ([term], index) => `w${index}: vocabulary(term: ${JSON.stringify(term)}) { typePath }`,
  );
  return {
    query: `{ ${fields.join(' ')} }`,
    shows: Object.fromEntries(
      entries.map(([, typePath], index) => [`w${index}`, among([{ typePath }])]),
    ),
  };
}

/** Schemes of the funds for a programme. */
export function schemes(
  programme: string,
  fields: string,
  expected: readonly Readonly<Record<string, unknown>>[],
): Operation {
  return {
    query: `{ programme(id: "${programme}") { voucherSchemes { ${fields} } } }`,
    shows: { programme: { voucherSchemes: among(expected) } },
  };
}

/** Pilots in the provinces' registers for a programme. */
export function pilots(
  programme: string,
  fields: string,
  expected: readonly Readonly<Record<string, unknown>>[],
): Operation {
  return {
    query: `{ pilots(filter: { programme: "${programme}" }, first: 100) { nodes { ${fields} } } }`,
    shows: { pilots: { nodes: among(expected) } },
  };
}

/** A list that contains at least these items. */
export function among(expected: readonly unknown[]): unknown {
  return expect.arrayContaining([...expected]);
}

export function text(fragment: string): unknown {
  return expect.stringContaining(fragment);
}
