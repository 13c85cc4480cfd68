/** An invented region with its own folder of content, in the public profile, as processes and without code. */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Kind, parse } from 'graphql';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { stringify } from 'yaml';
import { projectRoot } from '../../core/config/project-root.ts';
import { PUBLIC_SUBGRAPHS } from '../../schema/public-sdl.ts';
import { CITIZEN_NUMBERS } from '../canary/secrets.ts';
import { canReadMemory, scanMemory } from '../canary/memory.ts';
import { COMMAND, keyFile } from '../support/config-file.ts';
import { SHARED } from '../support/shared-partners.ts';

const SUPERGRAPH = readFileSync(join(projectRoot(), 'schema/supergraph.graphql'), 'utf8');
const LAYOUTS = join(projectRoot(), 'subgraphs/partners.yaml');

let folder: string;
let config: string;
let gateway: string;
interface Running {
  readonly name: string;
  readonly url: string;
  readonly child: ChildProcess;
  readonly printed: () => string;
}

const running: Running[] = [];

const CONTENT = {
  regions: {
    provinces: [{ code: 'PV90', name: 'Waddenrijk', complete: true }],
    labourMarketRegions: [{ code: 'AM90', name: 'Waddenrijk-Oost' }],
    cooperationRegions: [{ code: 'eilanden', name: 'De Eilanden' }],
  },
  municipalities: {
    municipalities: [
      { code: 'GM9001', name: 'Zandplaat', province: 'PV90', regions: ['AM90', 'eilanden'] },
      { code: 'GM9002', name: 'Kwelder', province: 'PV90', regions: ['AM90'] },
    ],
  },
  cities: { cities: { GM9001: ['Oosterend aan Zee'] } },
  'source-documents': {
    sourceDocuments: [
      { id: 'plan', title: 'Plan van aanpak', publisher: 'Waddenrijk', states: 'x' },
    ],
  },
  organisations: {
    organisations: [
      { id: 'aventus', name: 'School op het Wad', regions: ['GM9002'] },
      { id: 'waddenrijk', name: 'provincie Waddenrijk' },
    ],
  },
  programmes: {
    programmes: [
      {
        id: 'eiland-techniek',
        name: 'Techniek op de eilanden',
        summary: 'Een verzonnen programma.',
        regions: ['eilanden'],
        roles: [{ organisation: 'waddenrijk', role: 'FUNDER' }],
      },
    ],
  },
  'learning-points': {
    learningPoints: [{ text: 'Boten varen laat.', programme: 'eiland-techniek', source: 'plan' }],
  },
};

function writeContent(name: keyof typeof CONTENT, content: object): void {
  writeFileSync(join(folder, 'content', `${name}.yaml`), stringify(content));
}

function writeSettings(urls: Readonly<Record<string, string>>): void {
  const sections = PUBLIC_SUBGRAPHS.map((name) => [
    name,
    { listen: { port: 0 }, ...(urls[name] !== undefined && { url: urls[name] }) },
  ]);
  const settings = {
    profile: 'public',
    partners: 'partners.yaml',
    content: 'content',
    gateway: { listen: { port: 0 } },
    subgraphs: Object.fromEntries(sections),
  };
  writeFileSync(config, stringify(settings));
}

/** Three partners with the layouts of the repository. */
function writePartners(): void {
  const urls = inject(SHARED);
  const common = { synthetic: true };
  const partners = [
    { ...common, id: 'otib', kind: 'funds', name: 'Eilandfonds', layout: 'regelingen' },
    { ...common, id: 'aventus', kind: 'education', name: 'School' },
    {
      ...common,
      id: 'gelderland',
      kind: 'provinces',
      name: 'Waddenrijk',
      region: 'PV90',
      register: 'dutch-csv',
    },
  ].map((one) => ({ ...one, url: urls[one.id] }));
  const layouts = readFileSync(LAYOUTS, 'utf8').replace(/^partners:[^]*?(?=^layouts:)/m, '');
  writeFileSync(join(folder, 'partners.yaml'), `${stringify({ partners })}\n${layouts}`);
}

async function start(...args: readonly string[]): Promise<string> {
  const child = fork(COMMAND, [...args, '--config', config], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let printed = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (chunk: string) => (printed += chunk));
  const message = await Promise.race([once(child, 'message'), once(child, 'exit')]);
  const [{ ready } = { ready: undefined }] = message as [{ ready?: string }?];
  if (ready === undefined) throw new Error(`Cannot start ${args.join(' ')}: ${printed}`);
  running.push({ name: args.at(-1) ?? '', url: ready, child, printed: () => printed });
  return ready;
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'vakgraaf-region-'));
  config = join(folder, 'vakgraaf.yaml');
  mkdirSync(join(folder, 'content'));
  for (const [name, content] of Object.entries(CONTENT)) {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a key of CONTENT
    writeContent(name as keyof typeof CONTENT, content);
  }
  writePartners();
  writeSettings({});
  const urls: Record<string, string> = {};
  for (const name of PUBLIC_SUBGRAPHS) urls[name] = await start('subgraph', name);
  writeSettings(urls);
  gateway = await start('gateway');
}, 240_000);

afterAll(async () => {
  await Promise.all(
    running.map(async ({ child }) => {
      const exit = once(child, 'exit');
      if (child.exitCode !== null) return;
      child.kill('SIGTERM');
      await exit;
    }),
  );
  rmSync(folder, { recursive: true, force: true });
});

async function ask(query: string): Promise<Record<string, unknown>> {
  const response = await fetch(`${gateway}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  });
  return (await response.json()) as Record<string, unknown>;
}

test('regions, programmes, organisations and learning points are those of the folder', async () => {
  const query = `{
    regions(first: 10) { nodes { kind code name } }
    region(name: "zandplaat") { name overlaps { name } }
    programmes(first: 2) { nodes { id name regions { name } roles { role organisation { name } } } }
    organisation(id: "aventus") { name }
    learningPoints { text programme { id } source { title } }
    indicators { id }
  }`;
  expect(await ask(query)).toEqual({
    data: {
      regions: {
        nodes: [
          { kind: 'PROVINCIE', code: 'PV90', name: 'Waddenrijk' },
          { kind: 'ARBEIDSMARKTREGIO', code: 'AM90', name: 'Waddenrijk-Oost' },
          { kind: 'COOPERATION', code: 'eilanden', name: 'De Eilanden' },
          { kind: 'GEMEENTE', code: 'GM9001', name: 'Zandplaat' },
          { kind: 'GEMEENTE', code: 'GM9002', name: 'Kwelder' },
        ],
      },
      region: {
        name: 'Zandplaat',
        overlaps: [{ name: 'Waddenrijk' }, { name: 'Waddenrijk-Oost' }, { name: 'De Eilanden' }],
      },
      programmes: {
        nodes: [
          {
            id: 'eiland-techniek',
            name: 'Techniek op de eilanden',
            regions: [{ name: 'De Eilanden' }],
            roles: [{ role: 'FUNDER', organisation: { name: 'provincie Waddenrijk' } }],
          },
        ],
      },
      organisation: { name: 'School op het Wad' },
      learningPoints: [
        {
          text: 'Boten varen laat.',
          programme: { id: 'eiland-techniek' },
          source: { title: 'Plan van aanpak' },
        },
      ],
      indicators: [],
    },
  });
});

test('trainings, schemes and pilots come from the partners of the list alone', async () => {
  const query = `{
    trainings(first: 100) { nodes { provider { name } } }
    voucherSchemes(first: 50) { nodes { fund { name } } }
    pilots(first: 50) { nodes { provenance { partner } } }
    partners { funds { id } }
  }`;
  const { data, errors } = (await ask(query)) as {
    data: Record<string, { nodes: readonly object[] }> & { partners: unknown };
    errors?: unknown;
  };
  expect(errors).toBeUndefined();
  const distinct = (name: string) => [
    ...new Set(data[name]?.nodes.map((node) => JSON.stringify(node))),
  ];
  expect(distinct('trainings')).toEqual(['{"provider":{"name":"School op het Wad"}}']);
  expect(distinct('voucherSchemes')).toEqual(['{"fund":{"name":"Eilandfonds"}}']);
  expect(distinct('pilots')).toEqual(['{"provenance":{"partner":"gelderland"}}']);
  expect(data.partners).toEqual({ funds: [{ id: 'otib' }] });
});

test('a changed file is used without a restart, and a mistake is reported with its line and changes nothing', async () => {
  const programme = CONTENT.programmes.programmes[0];
  const names = async () => (await ask('{ programmes(first: 9) { nodes { name } } }'))['data'];
  const [reference] = running.filter(({ name }) => name === 'reference');
  writeContent('programmes', { programmes: [{ ...programme, name: 'Nieuwe naam' }] });
  const renamed = { programmes: { nodes: [{ name: 'Nieuwe naam' }] } };
  await expect.poll(names, { timeout: 30_000 }).toEqual(renamed);
  writeContent('programmes', { programmes: [{ ...programme, regions: ['eilandn'] }] });
  reference?.child.kill('SIGHUP');
  await expect
    .poll(() => reference?.printed(), { timeout: 30_000 })
    .toMatch(/programmes\.yaml:\d+:\d+ programmes\.0\.regions\.0: no region has this code\n/);
  expect(await names()).toEqual(renamed);
});

describe('the public profile', () => {
  const caseTypes = parse(SUPERGRAPH).definitions.flatMap((one) =>
    one.kind === Kind.OBJECT_TYPE_DEFINITION &&
    one.directives?.some(
      ({ name, arguments: given }) =>
        name.value === 'tag' &&
        given?.some(({ value }) => 'value' in value && value.value === 'case'),
    )
      ? [one.name.value]
      : [],
  );

  test('has no case type in the schema of any process', async () => {
    expect(caseTypes).toEqual(expect.arrayContaining(['Person', 'Voucher', 'Trajectory']));
    const query = '{ __schema { types { name } } }';
    const subgraphs = running.filter(({ name }) => name !== 'gateway');
    expect(subgraphs).toHaveLength(PUBLIC_SUBGRAPHS.length);
    for (const { url } of subgraphs) {
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query }),
      });
      const { data } = (await response.json()) as {
        data: { __schema: { types: readonly { name: string }[] } };
      };
      const names = data.__schema.types.map((type) => type.name);
      expect(names).toContain('Query');
      expect(names.filter((type) => caseTypes.includes(type))).toEqual([]);
    }
    const schema = await (await fetch(`${gateway}/schema.graphql`)).text();
    expect(schema).toContain('type Programme');
    const defined = parse(schema).definitions.map((one) => 'name' in one && one.name?.value);
    expect(defined.filter((name) => caseTypes.includes(String(name)))).toEqual([]);
  });

  test('refuses a question about a person, also when a subgraph is asked', async () => {
    expect(await ask('{ people(first: 1) { nodes { id } } }')).toEqual({
      errors: [
        {
          message: 'Cannot query field "people" on type "Query".',
          locations: [{ line: 1, column: 3 }],
          extensions: { code: 'GRAPHQL_VALIDATION_FAILED' },
        },
      ],
    });
  });

  test.skipIf(!canReadMemory(process.pid))(
    'has no citizen number and no key of ids in the memory of any process',
    () => {
      const keys = ['voucher', 'person', 'coach'].flatMap((domain) =>
        Object.values(
          (JSON.parse(readFileSync(keyFile(`${domain}.key`), 'utf8')) as { keys: object }).keys,
        ).map(String),
      );
      const numbers = new Set(CITIZEN_NUMBERS);
      const found: string[] = [];
      for (const { name, child } of running) {
        let bytes = 0;
        bytes += scanMemory(child.pid ?? 0, (chunk) => {
          const text = chunk.toString('latin1');
          for (const [number] of text.matchAll(/\d{9}/g)) {
            if (numbers.has(number)) found.push(`${name}: ${number}`);
          }
          for (const key of keys) {
            if (text.includes(key) || chunk.includes(Buffer.from(key, 'base64url'))) {
              found.push(`${name}: key`);
            }
          }
        });
        expect(bytes).toBeGreaterThan(10_000_000);
      }
      expect(found).toEqual([]);
    },
  );

  test.each([
    [
      'a subgraph of people',
      ['subgraph', 'uwv'],
      { subgraphs: { uwv: {} } },
      'it holds people alone',
    ],
    [
      'a key of ids',
      ['subgraph', 'funds'],
      { subgraphs: { funds: { keys: ['k.json'], auditFolder: 'a' } } },
      'Cannot use subgraphs.funds.keys with profile: public',
    ],
    [
      'a key for contexts',
      ['gateway'],
      { gateway: { contextKey: 'k.json', auditFolder: 'a' } },
      'Cannot use gateway.contextKey with profile: public',
    ],
  ])('refuses to start with %s', async (_, args, others, sentence) => {
    const file = join(folder, 'refused.yaml');
    writeFileSync(file, stringify({ profile: 'public', partners: 'partners.yaml', ...others }));
    const child = fork(COMMAND, [...args, '--config', file], { silent: true });
    let printed = '';
    child.stderr?.on('data', (chunk: Buffer) => (printed += chunk.toString()));
    expect(await once(child, 'close')).toEqual([78, null]);
    expect(printed).toContain(sentence);
  });
});
