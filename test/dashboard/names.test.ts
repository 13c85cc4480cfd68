/** A sector and a type of voucher have one name: that of the tables of statistics. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { projectRoot } from '../../core/config/project-root.ts';
import { en } from '../../dashboard/texts/en.ts';
import { nl } from '../../dashboard/texts/nl.ts';

interface Category {
  readonly code: string;
  readonly nl: string;
  readonly en: string;
}

const registry = parse(
  readFileSync(join(projectRoot(), 'subgraphs/insights/statistics.yaml'), 'utf8'),
) as {
  readonly dimensions: Readonly<Record<string, { readonly categories: readonly Category[] }>>;
};

/** The registry writes the names in quotes that are sentences, and none with a capital. */
const plain = (name: string | undefined) => name?.replaceAll(/^'|'$/g, '').toLowerCase();

test.each([
  ['sector', nl.sectors, en.sectors],
  ['voucher-type', nl.types, en.types],
] as const)(
  'the names of %s on the pages are those of the registry',
  (dimension, dutch, english) => {
    const categories = registry.dimensions[dimension]?.categories ?? [];
    const named = categories.filter(({ code }) => code !== 'UNKNOWN');
    expect(named.length).toBeGreaterThan(5);
    for (const { code, ...name } of named) {
      const shown = {
        nl: plain(Reflect.get(dutch, code)),
        en: plain(Reflect.get(english, code)),
      };
      expect([code, shown]).toEqual([code, { nl: plain(name.nl), en: plain(name.en) }]);
    }
  },
);
