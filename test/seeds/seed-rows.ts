/**
 * What the seed texts state, sentence by sentence: the fact in our own words, the question that
 * asks the graph for it, and what the answer must show. The texts themselves are not here.
 */
import { expect } from 'vitest';

export interface FactRow {
  /** Which sentences of the seed state it, counted from 1. */
  readonly sentences: readonly number[];
  readonly fact: string;
  readonly query: string;
  readonly shows: unknown;
  /** The kinds that answer it beside `reference`; such a row is for the whole graph. */
  readonly kinds?: readonly string[];
}

export interface ReasonRow {
  readonly sentences: readonly number[];
  /** Why no question belongs to them. */
  readonly reason: string;
}

export interface SeedRows {
  readonly file: string;
  /** How many sentences the text has, headings and menus included. */
  readonly sentenceCount: number;
  readonly facts: readonly FactRow[];
  readonly without: readonly ReasonRow[];
}

export const HEADING = 'a heading, menu, caption or link';
export const OPINION = 'a wish, a hope or praise: nothing that a record or figure can show';

type Question = Pick<FactRow, 'query' | 'shows'>;

/** One row: sentences, the fact, and its question. */
export function row(sentences: readonly number[], fact: string, savedQuery: Question): FactRow {
  return { sentences, fact, ...savedQuery };
}

/** A row that other kinds of partner answer. */
export function rowOf(
  kinds: readonly string[],
  sentences: readonly number[],
  fact: string,
  savedQuery: Question,
): FactRow {
  return { sentences, fact, kinds, ...savedQuery };
}

export interface Figure {
  readonly value?: number;
  readonly min?: number;
  readonly max?: number;
  readonly qualifier: string;
  readonly unit: string;
  readonly asOf?: string;
}

/** A published figure by its id, exactly, and the file that it is from. */
export function figure(id: string, file: string, shown: Figure): Question {
  return {
    query: `{ indicator(id: "${id}") { value min max qualifier unit asOf source { file } } }`,
    shows: {
      indicator: { value: null, min: null, max: null, asOf: null, ...shown, source: { file } },
    },
  };
}

/** What the source states about a figure, by a fragment of our words. */
export function figureStates(id: string, fragment: string): Question {
  return {
    query: `{ indicator(id: "${id}") { source { states } } }`,
    shows: { indicator: { source: { states: expect.stringContaining(fragment) as unknown } } },
  };
}

/** A programme's own summary has these fragments. */
export function summary(programme: string, ...fragments: readonly string[]): Question {
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
): Question {
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
): Question {
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
export function learned(programme: string, topic: string | null, fragment: string): Question {
  return {
    query: `{ programme(id: "${programme}") { learningPoints { topic text } } }`,
    shows: {
      programme: {
        learningPoints: among([{ topic, text: expect.stringContaining(fragment) as unknown }]),
      },
    },
  };
}

/** Dutch words lead to places in the graph. */
export function words(typePaths: Readonly<Record<string, string>>): Question {
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

/** Schemes of the funds under a programme. */
export function schemes(
  programme: string,
  fields: string,
  expected: readonly Readonly<Record<string, unknown>>[],
): Question {
  return {
    query: `{ programme(id: "${programme}") { voucherSchemes { ${fields} } } }`,
    shows: { programme: { voucherSchemes: among(expected) } },
  };
}

/** Pilots in the provinces' registers under a programme. */
export function pilots(
  programme: string,
  fields: string,
  expected: readonly Readonly<Record<string, unknown>>[],
): Question {
  return {
    query: `{ pilots(filter: { programme: "${programme}" }, first: 100) { nodes { ${fields} } } }`,
    shows: { pilots: { nodes: among(expected) } },
  };
}

/** These, and whatever else there is. */
export function among(expected: readonly unknown[]): unknown {
  return expect.arrayContaining([...expected]);
}

export function text(fragment: string): unknown {
  return expect.stringContaining(fragment);
}
