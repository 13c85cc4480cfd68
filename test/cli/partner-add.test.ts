/** `vakgraaf partner add`: a partner joins by one file, and asks its live system. */
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { projectRoot } from '../../core/config/project-root.ts';
import { parsePartners, readPartners } from '../../subgraphs/partners.ts';
import { COMMAND } from '../support/config-file.ts';
import { startFakeHttp, type FakeHttp } from '../support/fake-http.ts';
import { runCommand } from '../support/run-command.ts';

const folder = mkdtempSync(join(tmpdir(), 'vakgraaf-add-'));
const list = join(folder, 'partners.yaml');
let province: FakeHttp;

beforeAll(async () => {
  province = await startFakeHttp({
    '/projecten.csv': {
      headers: { 'content-type': 'text/csv' },
      body: 'nummer,titel,begin\n1,Lassen voor starters,2026-01-01\n',
    },
  });
});

afterAll(async () => {
  await province.stop();
  rmSync(folder, { recursive: true });
});

beforeEach(() => rmSync(list, { force: true }));

const ENTRY = () => `partners:
  - id: zeeland
    kind: provinces
    deadlineMs: 30000
    name: Provincie Zeeland
    url: ${province.url}
    region: PV29
    register: zeeuwse-lijst
registers:
  zeeuwse-lijst:
    format: csv
    delimiter: ','
    encoding: utf-8
    decimals: point
    dates: yyyy-mm-dd
    lists: ';'
    words: { organisations: {} }
    pilots:
      at: /projecten.csv
      columns: { number: nummer, name: titel, startedOn: begin }
`;

async function add(entry: string, config = 'partners: partners.yaml\n') {
  writeFileSync(join(folder, 'partner.yaml'), entry);
  writeFileSync(join(folder, 'vakgraaf.yaml'), config);
  const args = ['partner', 'add', join(folder, 'partner.yaml')];
  const file = join(folder, 'vakgraaf.yaml');
  const command = runCommand(['node', COMMAND, ...args, '--config', file]);
  const code = await command.ended;
  return {
    code,
    printed: command
      .printed()
      .replaceAll(folder, 'FOLDER')
      .replaceAll(/\b\d+ ms\b/g, 'N ms'),
  };
}

test('the first partner makes the list, and its system is asked', async () => {
  const { code, printed } = await add(ENTRY());
  expect(printed).toMatchInlineSnapshot(`
    "ok       zeeland TLS: off: the address is on this machine, or its entry allows it
    ok       zeeland file 1, /projecten.csv: N ms
    ok       zeeland pilots "nummer": 1 digits, in 100% of 1 rows
    ok       zeeland pilots "titel": text of 20, in 100% of 1 rows
    ok       zeeland pilots "begin": date, in 100% of 1 rows
    ok       zeeland graph: 1 pilots; null in all of them: programme, statusWord, endedOn, maxMonths, target, changedAt
    failures: 0, warnings: 0
    "
  `);
  expect(code).toBe(0);
  expect(readFileSync(list, 'utf8')).toBe(
    `# The partner list: one entry for each organisation.\n${ENTRY()}`,
  );
});

test('a further partner leaves every line and the mode of the list as they are', async () => {
  const before = readFileSync(join(projectRoot(), 'subgraphs/partners.yaml'), 'utf8');
  writeFileSync(list, before);
  // As a list that lies elsewhere, behind a link.
  const real = join(folder, 'real.yaml');
  renameSync(list, real);
  symlinkSync(real, list);
  chmodSync(real, 0o640);
  expect((await add(ENTRY())).code).toBe(0);
  expect(statSync(real).mode & 0o777).toBe(0o640);
  expect(lstatSync(list).isSymbolicLink()).toBe(true);
  const after = readFileSync(list, 'utf8').split('\n');
  const kept = before.split('\n').filter((line) => {
    const place = after.indexOf(line);
    return place !== -1 && after.splice(0, place + 1).length > 0;
  });
  expect(kept.join('\n')).toBe(before);
  const [old, own, all] = [
    parsePartners(before, 'old'),
    parsePartners(ENTRY(), 'own'),
    readPartners(list),
  ];
  expect(all).toEqual({
    partners: [...old.partners, ...own.partners],
    layouts: old.layouts,
    registers: { ...old.registers, ...own.registers },
  });
});

const renamed = (text: string) => text.replaceAll('zeeuwse-lijst', 'andere-lijst');

test.each([
  [
    'an id that the list has',
    (text: string) => renamed(text),
    'partner.yaml:2:9 partners.0.id: "zeeland" is in the list twice',
  ],
  [
    'a layout with a name that the list has',
    (text: string) => text.replace('id: zeeland', 'id: zeeland-2'),
    'partner.yaml:11:5 registers.zeeuwse-lijst: "zeeuwse-lijst" is the name of another one in the partner list',
  ],
  [
    'a layout that neither has',
    () =>
      'partners: [{ id: z2, kind: provinces, name: Z, url: "https://z.example", region: PV29, register: zeeuwse-lij }]',
    'partner.yaml:1:98 partners.0.register: unknown register "zeeuwse-lij"; did you mean "zeeuwse-lijst"?',
  ],
  [
    'a key that no entry has',
    (text: string) => text.replace('region:', 'regio:'),
    'partners.0: unexpected "regio"; did you mean "region"?',
  ],
  [
    'grants without the recipients whose grants are read',
    (text: string) =>
      `${renamed(text).replace('id: zeeland', 'id: zeeland-2')}    grants:
      at: /g.csv
      columns: { number: n, name: t, recipient: r }
`,
    'words.organisations: expected the recipients of grants: no grant to another one is read',
  ],
  ['no YAML', () => 'partners: [', 'partner.yaml:1:'],
  ['a list as its whole', () => '- id: zeeland\n', 'partner.yaml:1:1 file:'],
  ['no partner', () => 'partners: []\n', 'partner.yaml:1:11 partners:'],
] as const)(
  '%s is refused with its place, and the list stays as it is',
  async (_, change, expected) => {
    writeFileSync(list, ENTRY());
    const { code, printed } = await add(change(ENTRY()));
    expect(printed).toContain(expected);
    expect(printed).not.toContain('    at ');
    expect(code).toBe(78);
    expect(readFileSync(list, 'utf8')).toBe(ENTRY());
    expect(existsSync(`${list}.new`)).toBe(false);
  },
);

test('a partner with a mistake that its system shows is added, and the check says how to mend it', async () => {
  const { code, printed } = await add(ENTRY().replace('titel', 'title'));
  expect(printed).toMatch(/FAILURE .* column title: missing, nearest "titel"/);
  expect(code).toBe(1);
});

test('without a partner list in the configuration, nothing is added', async () => {
  const { code, printed } = await add(ENTRY(), 'demo: true\n');
  expect(printed).toContain('has no "partners": name the file with the partner list');
  expect(code).toBe(78);
});
