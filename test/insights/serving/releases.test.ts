/** Releases as the subgraph serves them from files, asked as the gateway asks. */
import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { cellKey } from '../../../subgraphs/insights/registry/registered-tables.ts';
import { writeFixture, type FixtureOptions } from '../../support/release-fixture.ts';
import {
  ANALYST,
  COACH,
  DEVELOPER,
  partnersAt,
  startSubgraphHarness,
  type Principal,
  type SubgraphHarness,
} from '../../support/subgraph-harness.ts';
import { smallRegistry } from './small-registry.ts';

/** By the cell; every other number is hidden. */
const VALUES: Readonly<Record<string, number>> = {
  'issued|to-date|SMALL': 10,
  'issued|to-date|TOTAL': 120,
  'redeemed|to-date|TOTAL': 60,
  'issued|to-date|YOUNG': 30,
};

const small = (id: string, more: Partial<FixtureOptions> = {}): FixtureOptions => ({
  registry: smallRegistry,
  id,
  numberOf: (_, cell) => VALUES[cellKey(cell)] ?? null,
  ...more,
});

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'vakgraaf-releases-'));
  writeFixture(folder, small('2026Q2', { publishedAt: '2026-07-20T08:00:00Z' }));
  writeFixture(folder, small('2026Q3'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const start = (releasesFolder?: string, more = {}) =>
  startSubgraphHarness('insights', partnersAt({}), [], { releasesFolder, ...more });

describe('with two releases', () => {
  let harness: SubgraphHarness;
  beforeAll(async () => {
    harness = await start(folder);
  });
  afterAll(() => harness.stop());

  test('statistics lists every registered table of the newest release, also one that is not published', async () => {
    const query = `{ statistics {
      id status audience topic unit questions programme { id } release { id }
      title { nl } method { en } legalNote { en } reason { nl } population { en }
      sources { partner { id } kind asOf matchRate } csv jsonStat
    } }`;
    const sources = [
      { partner: { id: 'otib' }, kind: 'funds', asOf: '2026-09-30T22:00:00Z', matchRate: null },
    ];
    const release = { id: '2026Q3' };
    const group = {
      status: 'PUBLISHED',
      audience: 'EVALUATION',
      topic: 'EMPLOYERS',
      unit: 'VOUCHERS',
      questions: [13],
      release,
      title: { nl: 'Vouchers per doelgroep' },
      method: { en: 'Each fund counts.' },
      legalNote: null,
      reason: null,
      population: [{ en: 'issued' }],
      sources,
    };
    const paths = (id: string) => ({
      id,
      csv: `/statistics/2026Q3/evaluation/${id}.csv`,
      jsonStat: `/statistics/2026Q3/evaluation/${id}.json`,
    });
    expect(await harness.ask(null, query)).toEqual({
      data: {
        statistics: [
          {
            ...group,
            id: 'noord.by-size',
            audience: 'PUBLIC',
            topic: 'VOUCHERS',
            questions: [1, 3],
            programme: { id: 'noord' },
            title: { nl: 'Vouchers naar grootte' },
            legalNote: { en: 'Without citizen numbers.' },
            population: [{ en: 'issued' }, { en: 'redeemed' }],
            csv: '/statistics/2026Q3/noord.by-size.csv',
            jsonStat: '/statistics/2026Q3/noord.by-size.json',
          },
          { ...group, ...paths('noord.by-group'), programme: { id: 'noord' } },
          { ...group, ...paths('zuid.by-group'), programme: { id: 'zuid' } },
          {
            ...group,
            id: 'all.by-school',
            status: 'NOT_PUBLISHABLE',
            audience: 'PUBLIC',
            topic: 'TEACHERS',
            questions: [33],
            programme: null,
            title: { nl: 'Deelnemers per school' },
            method: { en: 'Nobody counts.' },
            reason: { nl: 'Het zijn 18 mensen.' },
            sources: [],
            csv: null,
            jsonStat: null,
          },
        ],
      },
    });
  });

  test('rows have step, period and codes with their titles, bounds, and the share of the step before', async () => {
    const rows = await harness.ask(
      null,
      `{ statisticsTable(id: "noord.by-size") {
        dimensions { id title { nl } sensitive categories { code title { nl } } }
        rows { keys { dimension code title { nl } }
          count { value status lowerBound upperBound roundedTo threshold } share { percent status } answer }
      } }`,
    );
    const key = (dimension: string, code: string, nl: string) => ({
      dimension,
      code,
      title: { nl },
    });
    const row = (
      [step, size]: readonly [step: string, size: string],
      [value, lowerBound, upperBound]: readonly (number | null)[],
      percent?: number | null,
    ) => ({
      keys: [
        key('step', step, step === 'issued' ? 'uitgereikt' : 'verzilverd'),
        key('period', 'to-date', 'tot en met dit kwartaal'),
        key('size', size, { SMALL: 'klein', LARGE: 'groot', TOTAL: 'totaal' }[size] ?? ''),
      ],
      count: {
        value,
        status: value === null ? 'SUPPRESSED' : 'ROUNDED',
        lowerBound,
        upperBound,
        roundedTo: 10,
        threshold: 10,
      },
      share:
        percent === undefined
          ? null
          : { percent, status: percent === null ? 'SUPPRESSED' : 'ROUNDED' },
      answer: null,
    });
    const hidden = [null, null, null];
    expect(rows).toEqual({
      data: {
        statisticsTable: {
          dimensions: [
            {
              id: 'size',
              title: { nl: 'grootte' },
              sensitive: false,
              categories: [
                { code: 'SMALL', title: { nl: 'klein' } },
                { code: 'LARGE', title: { nl: 'groot' } },
                { code: 'TOTAL', title: { nl: 'totaal' } },
              ],
            },
          ],
          rows: [
            row(['issued', 'SMALL'], [10, 10, 14]),
            row(['issued', 'LARGE'], hidden),
            row(['issued', 'TOTAL'], [120, 115, 124]),
            row(['redeemed', 'SMALL'], hidden, null),
            row(['redeemed', 'LARGE'], hidden, null),
            row(['redeemed', 'TOTAL'], [60, 55, 64], 50),
          ],
        },
      },
    });
  });

  const GROUPS =
    '{ statisticsTable(id: "noord.by-group") { status rows { keys { code } count { value lowerBound upperBound threshold } } } }';
  const codes = (...all: readonly string[]) => all.map((code) => ({ code }));

  test('a principal with llo:aggregate and a purpose of evaluation reads the rows of an evaluation table', async () => {
    const hidden = { value: null, lowerBound: null, upperBound: null };
    const rows = ['2026Q2', '2026Q3', 'to-date'].flatMap((period) =>
      ['YOUNG', 'OLD', 'TOTAL'].map((group) => ({
        keys: codes('issued', period, group),
        count:
          `${period} ${group}` === 'to-date YOUNG'
            ? { value: 30, lowerBound: 25, upperBound: 34, threshold: 25 }
            : `${period} ${group}` === 'to-date TOTAL'
              ? { value: 120, lowerBound: 115, upperBound: 124, threshold: 10 }
              : { ...hidden, threshold: group === 'TOTAL' ? 10 : 25 },
      })),
    );
    expect(await harness.ask(ANALYST, GROUPS)).toEqual({
      data: { statisticsTable: { status: 'PUBLISHED', rows } },
    });
  });

  const OTHERS: readonly (readonly [string, Principal | null])[] = [
    ['nobody', null],
    ['a coach', COACH],
    ['a client for which every record of the demo is open', DEVELOPER],
    ['the purpose without the scope', { ...ANALYST, scopes: ['llo:case'] }],
    ['the scope without the purpose', { ...COACH, scopes: ['llo:aggregate'] }],
  ];
  test.each(OTHERS)('for %s the rows of an evaluation table are PURPOSE_DENIED', async (_, who) => {
    expect(await harness.ask(who, GROUPS)).toEqual({
      data: { statisticsTable: { status: 'PUBLISHED', rows: null } },
      errors: [
        {
          message:
            'StatisticsTable.rows of an evaluation table needs the scope llo:aggregate and a purpose of evaluation',
          path: ['statisticsTable', 'rows'],
          extensions: { code: 'PURPOSE_DENIED' },
        },
      ],
    });
  });

  test.each([
    ['{}', ['noord.by-size', 'noord.by-group', 'zuid.by-group', 'all.by-school']],
    ['{ programme: "noord" }', ['noord.by-size', 'noord.by-group']],
    ['{ topic: EMPLOYERS }', ['noord.by-group', 'zuid.by-group']],
    ['{ question: 3 }', ['noord.by-size']],
    ['{ question: 2 }', []],
    ['{ audience: PUBLIC }', ['noord.by-size', 'all.by-school']],
    ['{ q: "doelgroep" }', ['noord.by-group', 'zuid.by-group']],
    ['{ q: "TARGET vouchers" }', ['noord.by-group', 'zuid.by-group']],
    ['{ q: "grootte doelgroep" }', []],
    ['{ programme: "zuid", q: "group" }', ['zuid.by-group']],
    ['{ programme: "oost" }', []],
  ])('the filter %s gives the tables %j', async (filter, ids) => {
    expect(await harness.ask(null, `{ statistics(filter: ${filter}) { id } }`)).toEqual({
      data: { statistics: ids.map((id) => ({ id })) },
    });
  });

  test('releases are listed from the newest, page by page; one is found by its id, and none by another', async () => {
    const page = 'nodes { id } pageInfo { hasNextPage endCursor }';
    const first = await harness.ask(null, `{ releases(first: 1) { ${page} } }`);
    const cursor = (first.data as { releases: { pageInfo: { endCursor: string } } }).releases
      .pageInfo.endCursor;
    expect(first).toEqual({
      data: {
        releases: {
          nodes: [{ id: '2026Q3' }],
          pageInfo: { hasNextPage: true, endCursor: expect.any(String) },
        },
      },
    });
    expect(
      await harness.ask(
        null,
        `query ($cursor: String) {
          releases(first: 1, after: $cursor) { nodes { id } pageInfo { hasNextPage } }
          newest: release { id quarter publishedAt policy certificate synthetic tables { id } }
          one: release(id: "2026Q2") { id publishedAt }
          none: release(id: "2026Q1") { id }
          old: statisticsTable(id: "noord.by-size", release: "2026Q2") { release { id } csv }
          unknown: statisticsTable(id: "noord.by-size", release: "2026Q1") { id }
          other: statisticsTable(id: "noord.by-nothing") { id }
        }`,
        { cursor },
      ),
    ).toEqual({
      data: {
        releases: { nodes: [{ id: '2026Q2' }], pageInfo: { hasNextPage: false } },
        newest: {
          id: '2026Q3',
          quarter: '2026Q3',
          publishedAt: '2026-10-20T08:00:00Z',
          policy: 'small-1',
          certificate: '/statistics/2026Q3/certificate.json',
          synthetic: true,
          tables: ['noord.by-size', 'noord.by-group', 'zuid.by-group', 'all.by-school'].map(
            (id) => ({ id }),
          ),
        },
        one: { id: '2026Q2', publishedAt: '2026-07-20T08:00:00Z' },
        none: null,
        old: { release: { id: '2026Q2' }, csv: '/statistics/2026Q2/noord.by-size.csv' },
        unknown: null,
        other: null,
      },
    });
  });

  test('a programme has its tables; one that no table is about has none', async () => {
    const ask = (id: string, topic = '') =>
      harness.entities(null, 'Programme', [id], `statistics${topic} { id }`);
    const tables = (...ids: readonly string[]) => ({
      data: { _entities: [{ statistics: ids.map((id) => ({ id })) }] },
    });
    expect(await ask('zuid')).toEqual(tables('zuid.by-group'));
    expect(await ask('noord', '(topic: VOUCHERS)')).toEqual(tables('noord.by-size'));
    expect(await ask('oost')).toEqual(tables());
  });
});

test('the public profile has the public tables alone, and a principal changes nothing', async () => {
  const harness = await start(folder, { profile: 'public' });
  const query = `{ statistics { id } statisticsTable(id: "noord.by-group") { rows { answer } } }`;
  expect(await harness.ask(ANALYST, query)).toEqual({
    data: {
      statistics: [{ id: 'noord.by-size' }, { id: 'all.by-school' }],
      statisticsTable: null,
    },
  });
  await harness.stop();
});

const NOTHING = { data: { release: null, statistics: [], releases: { nodes: [] } } };
const WHAT_IS_THERE = '{ release { id } statistics { id } releases { nodes { id } } }';

test.each([
  ['without a folder', undefined],
  ['with a folder that is not there yet', join(tmpdir(), 'vakgraaf-no-releases')],
])('%s there is no release, and no table', async (_, releasesFolder) => {
  const harness = await start(releasesFolder);
  expect(await harness.ask(null, WHAT_IS_THERE)).toEqual(NOTHING);
  expect(harness.log()).toBe('');
  await harness.stop();
});

describe('with a folder of its own', () => {
  let own: string;
  beforeEach(() => {
    own = mkdtempSync(join(tmpdir(), 'vakgraaf-releases-'));
    return () => rmSync(own, { recursive: true });
  });

  const newest = async (harness: SubgraphHarness) =>
    (await harness.ask(null, '{ release { id } }')).data as { release: { id: string } | null };

  test('a release that is written while the subgraph runs is served', async () => {
    writeFixture(own, small('2026Q2'));
    const harness = await start(own);
    expect(await newest(harness)).toEqual({ release: { id: '2026Q2' } });
    writeFixture(own, small('2026Q3'));
    await vi.waitFor(
      async () => expect(await newest(harness)).toEqual({ release: { id: '2026Q3' } }),
      { timeout: 20_000, interval: 200 },
    );
    await harness.stop();
  }, 30_000);

  const replace = (path: string, from: RegExp, to: string) => (files: Map<string, string>) => {
    const text = files.get(path) ?? '';
    expect(text).toMatch(from);
    files.set(path, text.replace(from, to));
  };
  const BROKEN: readonly (readonly [
    string,
    reason: string,
    change: (files: Map<string, string>) => void,
  ])[] = [
    [
      'a release.json that is no JSON',
      'release.json is not that of this release',
      replace('release.json', /^{/, ''),
    ],
    [
      'a release of another quarter',
      'release.json is not that of this release',
      replace('release.json', /"id":"2026Q3"/, '"id":"2026Q2"'),
    ],
    [
      'a table that is not registered',
      'release.json has a table that the registry does not have for this audience',
      replace('release.json', /"id":"noord.by-size"/, '"id":"noord.by-other"'),
    ],
    [
      'an evaluation table among the public ones',
      'release.json has a table that the registry does not have for this audience',
      (files) => {
        const evaluation = JSON.parse(files.get('evaluation/release.json') ?? '') as object;
        files.set('release.json', JSON.stringify({ ...evaluation, audience: 'PUBLIC' }));
      },
    ],
    [
      'a row that is no cell of the table',
      'release.json: noord.by-size has a row that is no cell of it',
      replace('release.json', /"SMALL"/, '"TINY"'),
    ],
    [
      'a row twice',
      'release.json: noord.by-size has a row that is no cell of it',
      replace('release.json', /"LARGE"/, '"SMALL"'),
    ],
    [
      'a number that is not rounded',
      'release.json: noord.by-size has a number that may not be shown',
      replace('release.json', /"value":120/, '"value":117'),
    ],
    [
      'a zero, which is below the minimum',
      'release.json: noord.by-size has a number that may not be shown',
      replace('release.json', /"value":120/, '"value":0'),
    ],
    [
      'a number below the minimum of a sensitive dimension',
      'evaluation/release.json: noord.by-group has a number that may not be shown',
      replace('evaluation/release.json', /"value":30/, '"value":20'),
    ],
    [
      'rows in a table that is not published',
      'release.json has a table whose status and rows do not agree',
      replace('release.json', /"PUBLISHED"/, '"NO_LEGAL_BASIS"'),
    ],
    [
      'a registry that is none',
      'registry.json is no registry of statistics',
      replace('registry.json', /"minimum":10/, '"minimum":1'),
    ],
    [
      'a file outside the folder',
      'manifest.json lists a file of another folder',
      (files) => files.set('../outside.json', '{}'),
    ],
    ['no release.json', 'release.json is missing', (files) => files.delete('release.json')],
  ];

  test.each(BROKEN)(
    '%s: the release is left out with one line, and the one before it is served',
    async (_, reason, change) => {
      writeFixture(own, small('2026Q2'));
      writeFixture(own, small('2026Q3', { change }));
      const harness = await start(own);
      expect(await newest(harness)).toEqual({ release: { id: '2026Q2' } });
      const lines = harness.log().trim().split('\n');
      expect(lines.map((line) => JSON.parse(line) as object)).toEqual([
        expect.objectContaining({
          level: 50,
          release: '2026Q3',
          reason,
          msg: 'This release is not whole: it is not served',
        }),
      ]);
      await harness.stop();
    },
  );

  test.each([
    'release.json',
    'noord.by-size.csv',
    'evaluation/release.json',
    'evaluation/manifest.json',
  ])('a release of which %s differs from its hash is left out', async (file) => {
    appendFileSync(join(writeFixture(own, small('2026Q3')), file), ' ');
    const harness = await start(own);
    expect(await harness.ask(null, WHAT_IS_THERE)).toEqual(NOTHING);
    expect(harness.log()).toContain(`"reason":"${file} differs from its hash in the manifest"`);
    await harness.stop();
  });

  test('a release whose file changes after it was read gives an error instead of other rows', async () => {
    const release = writeFixture(own, small('2026Q3'));
    const harness = await start(own);
    await newest(harness);
    writeFileSync(join(release, 'release.json'), '{}');
    const { data, errors } = await harness.ask(
      null,
      '{ statisticsTable(id: "noord.by-size") { id rows { answer } } }',
    );
    expect(data).toEqual({ statisticsTable: { id: 'noord.by-size', rows: null } });
    expect(errors?.map(({ extensions }) => extensions)).toEqual([
      { code: 'INTERNAL', reference: expect.any(String) },
    ]);
    await harness.stop();
  });

  test('without its evaluation part a release has the public tables alone', async () => {
    rmSync(join(writeFixture(own, small('2026Q3')), 'evaluation'), { recursive: true });
    const harness = await start(own);
    expect(await harness.ask(ANALYST, '{ statistics { id } }')).toEqual({
      data: { statistics: [{ id: 'noord.by-size' }, { id: 'all.by-school' }] },
    });
    await harness.stop();
  });
});
