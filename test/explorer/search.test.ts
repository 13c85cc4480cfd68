/** The search fields of the explorer, over its saved queries and over the schema. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSchema } from 'graphql';
import { describe, expect, test } from 'vitest';
import { projectRoot } from '../../core/config/project-root.ts';
import { findSavedQueries } from '../../explorer/saved-query-list/find-saved-queries.ts';
import { createFindEntries } from '../../explorer/schema-words/find-entries.ts';
import { schemaEntries } from '../../explorer/schema-words/schema-entry.ts';
import { parseSavedQuery } from '../../ui/saved-query.ts';
import { holds, searchedText, soughtWords } from '../../ui/search/search.ts';

const folder = join(projectRoot(), 'explorer/saved-queries');
const savedQueries = readdirSync(folder).map((name) =>
  parseSavedQuery(name, readFileSync(join(folder, name), 'utf8')),
);
const supergraph = readFileSync(join(projectRoot(), 'schema/supergraph.graphql'), 'utf8');
const findEntries = createFindEntries(
  schemaEntries(buildSchema(supergraph, { assumeValidSDL: true })),
);

describe.each([
  'jobseekers',
  'job seekers',
  'Job-Seeker',
  'jobsekers',
  'werkzoekenden',
  'werk-zoekende',
  'werkzoeknden',
  'werklozen',
  'unemployed',
])('a search for "%s"', (words) => {
  test('finds the saved query about job seekers', () => {
    const found = findSavedQueries(savedQueries, words);
    expect(found.map(({ id }) => id)).toContain('12-werkzoekenden');
  });

  test('gives job seekers among the first five entries of the schema', () => {
    const found = findEntries(words).slice(0, 5);
    expect(found.map(({ name }) => name)).toContain('Query.jobseekers');
  });
});

test.each([
  ['scholen', 'school'],
  ['school', 'scholen'],
  ['bedrijven', 'bedrijf'],
  ['bedrijf', 'bedrijven'],
  ['vakken', 'vak'],
  ['trajecten', 'traject'],
  ['vacancy', 'vacancies'],
  ['coaches', 'coach'],
  ["zzp'ers", 'zzp’er'],
  ['cursussen', 'opleiding'],
  ['arbeidsmarkt regio', 'arbeidsmarktregio'],
  ['orientatie', 'oriëntatie'],
  ['voucherregleing', 'voucherregeling'],
])('"%s" is found in "%s"', (words, text) => {
  expect(isFound(words, text)).toBe(true);
});

test.each([
  ['ww', 'wx'],
  ['voucher', 'vacature'],
  ['hogeschool', 'basisschool'],
])('"%s" is not found in "%s"', (words, text) => {
  expect(isFound(words, text)).toBe(false);
});

function isFound(words: string, text: string): boolean {
  const searched = searchedText(text);
  const sought = soughtWords(words, [searched]);
  return sought.every((word) => holds(searched, word));
}
