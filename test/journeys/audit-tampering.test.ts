/** Each way to falsify the log of one side is found by comparing it with the other; changing both sides is not. */
import { cpSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { auditSettings } from '../../cli/audit/audit-settings.ts';
import { runAudit } from '../../cli/audit/run-audit.ts';
import { listLogFiles } from '../../core/audit-log/read-lines.ts';
import { headKeysIn } from '../../core/audit-log/read-signed-head.ts';
import { verifyConfirmations } from '../../core/audit-log/verify-confirmations.ts';
import { parseArguments } from '../../core/config/settings.ts';
import type { ProcessingRecord } from '../../subgraphs/kit/audit/processing-record.ts';
import { openSubject } from '../../subgraphs/kit/audit/subject-id.ts';
import { readKeySet } from '../../subgraphs/kit/ids/key-set.ts';
import { filesOf, linesIn, rewrite, writeLines } from '../audit-log/tamper.ts';
import { startStack } from '../support/stack.ts';
import { readDemoKey } from '../support/subgraph-harness.ts';

const COACH = { role: 'coach', purpose: 'case-guidance' };
const CITIZEN = { role: 'citizen', life: 'job-changer' };
/** The logs of each side that are changed: the gateway's, and that of one partner. */
const SIDES = ['gateway', 'aventus'] as const;
type Side = (typeof SIDES)[number];

let home: string;
let original: string;
let yesterday: string;
let edited: string;
beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'vakgraaf-tampering-'));
  original = join(home, 'original');
  yesterday = join(home, 'yesterday');
  edited = join(home, 'edited');
  await askInto(original);
  cpSync(original, yesterday, { recursive: true });
  await askInto(original);
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

/** Real requests to real servers, which stop afterwards. */
async function askInto(auditFolder: string): Promise<void> {
  const stack = await startStack({ auditFolder, deadlineMs: 30_000 });
  const caseload = (first: number, ofPerson: string) =>
    `{ caseload(first: ${first}) { nodes { id person { id ${ofPerson} } } } }`;
  for (let times = 0; times < 3; times += 1) {
    await stack.ask(COACH, caseload(30, 'enrolments { id status } vouchers { id status }'));
    await stack.ask(CITIZEN, '{ me { enrolments { id status } benefitEpisodes { type } } }');
    await stack.ask(COACH, caseload(5, 'enrolments { id } benefitEpisodes { startedOn }'));
  }
  await stack.stop();
}

const verify = (folder: string, signedHeadFiles: readonly string[] = []) =>
  verifyConfirmations({
    folders: [folder],
    now: new Date(),
    keys: headKeysIn(readDemoKey('audit.public'), null),
    signedHeadFiles,
  });

/** The series of a side with the most files, as paths; all requests of the coach are in it. */
const files = (side: Side) => filesOf(edited, side).filter((file) => file.includes('-d730-'));
const newest = (side: Side) => files(side).at(-1) ?? '';
const isRecord = (line: string) => line.includes('"trace_id"');
const lastRecord = (lines: readonly string[]) => lines.findLastIndex(isRecord);
const folderOf = (side: Side) => dirname(newest(side));

/** A line that looks as if it were of another request. */
const forged = (line: string) =>
  line
    .replace(/"trace_id":"[0-9a-f]{8}/, '"trace_id":"deadbeef')
    .replace(/"span_id":"[0-9a-f]{8}/, '"span_id":"deadbeef');

/** A record that the first files were deleted, as if it were long after their retention. */
function deletionOf(side: Side, count: number) {
  const deleted = files(side).slice(0, count);
  const sum = /"llo\.sum":"(\w+)"/.exec(linesIn(deleted.at(-1) ?? '').at(-1) ?? '')?.[1];
  return JSON.stringify({
    'llo.deleted': {
      first_file: 1,
      last_file: count,
      last_sum: sum,
      lines: 10,
      from: '2020-01-01',
      to: '2020-01-01',
      days: 730,
      kept_until: '2022-01-01T00:00:00.000Z',
      at: '2026-11-01T00:00:00.000Z',
      by: 'process',
    },
  });
}

const TAMPERINGS: Readonly<Record<string, (side: Side) => void>> = {
  'the newest file cut at the end of a line': (side) => {
    const lines = linesIn(newest(side));
    writeLines(newest(side), lines.slice(0, lastRecord(lines)));
  },
  'the last file removed': (side) => rmSync(newest(side)),
  'all files removed but the folder': (side) => {
    for (const file of filesOf(edited, side)) rmSync(file);
  },
  'the copy of yesterday put back': (side) => {
    const folder = folderOf(side);
    rmSync(folder, { recursive: true });
    cpSync(folder.replace(edited, yesterday), folder, { recursive: true });
  },
  'the whole log gone': (side) => rmSync(folderOf(side), { recursive: true }),
  'a line changed': (side) => {
    const lines = linesIn(newest(side));
    writeLines(newest(side), lines.with(2, (lines[2] ?? '').replace('00000099', '00000098')));
  },
  'the newest file written again with another client in one line': (side) =>
    rewrite(newest(side), (lines) =>
      lines.with(
        lastRecord(lines),
        (lines[lastRecord(lines)] ?? '').replace('00000099', '00000098'),
      ),
    ),
  'the newest file written again without one line': (side) =>
    rewrite(newest(side), (lines) => lines.toSpliced(lastRecord(lines), 1)),
  'a forged line appended with a valid checksum': (side) =>
    rewrite(newest(side), (lines) => [...lines, forged(lines.find(isRecord) ?? '')]),
  'a forged line appended before the closing line': (side) =>
    rewrite(newest(side), (lines) =>
      lines.toSpliced(lastRecord(lines) + 1, 0, forged(lines.find(isRecord) ?? '')),
    ),
  'a forged line inserted and the chain written again': (side) =>
    rewrite(newest(side), (lines) => lines.toSpliced(2, 0, forged(lines.find(isRecord) ?? ''))),
  'a forged line with the trace of a real request': (side) =>
    rewrite(newest(side), (lines) =>
      lines.toSpliced(lastRecord(lines) + 1, 0, lines.find(isRecord) ?? ''),
    ),
  'the first file deleted before its retention, with a record of it': (side) => {
    const record = deletionOf(side, 1);
    rewrite(newest(side), (lines) => lines.toSpliced(lastRecord(lines) + 1, 0, record));
    rmSync(files(side)[0] ?? '');
  },
  'two lines swapped': (side) => {
    const lines = linesIn(newest(side));
    writeLines(newest(side), lines.with(1, lines[2] ?? '').with(2, lines[1] ?? ''));
  },
  'two lines swapped and the chain written again': (side) =>
    rewrite(newest(side), (lines) => {
      const last = lastRecord(lines);
      return lines.with(1, lines[last] ?? '').with(last, lines[1] ?? '');
    }),
  'a shorter retention in all names and first lines': (side) => {
    for (const file of files(side)) {
      rewrite(file, (lines) =>
        lines.map((line) =>
          line.replace('"llo.days":730', '"llo.days":30').replace('-d730-', '-d30-'),
        ),
      );
      renameSync(file, file.replace('-d730-', '-d30-'));
    }
  },
};

test('the untouched logs have no damage and no warning, on which ever side the folders are', async () => {
  const verified = await verify(original);
  expect(verified).toMatchObject({ damages: [], notGiven: [] });
  expect(verified.warnings).toBeUndefined();
  expect(verified.receipts).toBeGreaterThan(50);
});

/** What is found of each, with the signed heads beside the logs. */
const FOUND: Readonly<Record<keyof typeof TAMPERINGS, Readonly<Record<Side, readonly string[]>>>> =
  {
    'the newest file cut at the end of a line': { gateway: ['cut'], aventus: ['cut'] },
    'the last file removed': { gateway: ['missing', 'forged'], aventus: ['missing'] },
    'all files removed but the folder': { gateway: ['missing log'], aventus: ['missing log'] },
    'the copy of yesterday put back': { gateway: ['missing', 'forged'], aventus: ['missing'] },
    'the whole log gone': { gateway: ['missing log'], aventus: ['missing log'] },
    'a line changed': { gateway: ['altered'], aventus: ['altered'] },
    'the newest file written again with another client in one line': {
      gateway: ['rewritten'],
      aventus: ['rewritten'],
    },
    'the newest file written again without one line': {
      gateway: ['rewritten', 'forged'],
      aventus: ['rewritten'],
    },
    'a forged line appended with a valid checksum': {
      gateway: ['continued', 'confirmed twice'],
      aventus: ['continued', 'forged'],
    },
    'a forged line appended before the closing line': {
      gateway: ['confirmed twice'],
      aventus: ['forged'],
    },
    'a forged line inserted and the chain written again': {
      gateway: ['confirmed twice', 'rewritten'],
      aventus: ['of another request', 'rewritten', 'forged'],
    },
    'a forged line with the trace of a real request': {
      gateway: ['confirmed twice'],
      aventus: ['forged'],
    },
    'the first file deleted before its retention, with a record of it': {
      gateway: ['forged'],
      aventus: ['early'],
    },
    'two lines swapped': { gateway: ['altered', 'rewritten'], aventus: ['altered'] },
    'two lines swapped and the chain written again': {
      gateway: ['rewritten'],
      aventus: ['of another request', 'rewritten'],
    },
    'a shorter retention in all names and first lines': {
      gateway: ['shortened', 'missing'],
      aventus: ['shortened', 'missing', 'forged'],
    },
  };

describe.each(SIDES)('in the log of %s', (side) => {
  test.each(Object.keys(TAMPERINGS))('%s is found', async (name) => {
    rmSync(edited, { recursive: true, force: true });
    cpSync(original, edited, { recursive: true });
    TAMPERINGS[name]?.(side);
    const { damages } = await verify(edited);
    expect([...new Set(damages.map(({ what }) => what))].toSorted()).toEqual(
      FOUND[name]?.[side].toSorted(),
    );
  });

  test('a cut of the newest file, with the signed heads beside it removed too, is damage or at least a warning', async () => {
    rmSync(edited, { recursive: true, force: true });
    cpSync(original, edited, { recursive: true });
    TAMPERINGS['the newest file cut at the end of a line']?.(side);
    rmSync(join(folderOf(side), 'signed-heads.jsonl'));
    const { damages, warnings = [] } = await verify(edited);
    // Nothing else says anything of the gateway's last line; the lines of partners that it confirmed are left.
    expect(damages.map(({ what }) => what)).toEqual(side === 'gateway' ? [] : ['cut']);
    expect(new Set(warnings.map(({ what }) => what))).toEqual(
      new Set(side === 'gateway' ? ['open', 'unconfirmed'] : ['open']),
    );
  });
});

test('both sides put back to yesterday are found only with the signed heads that were kept elsewhere', async () => {
  expect((await verify(yesterday)).damages).toEqual([]);
  const kept = join(original, 'education/aventus/signed-heads.jsonl');
  expect((await verify(yesterday, [kept])).damages).toEqual([
    {
      file: 'aventus-d730-2',
      line: null,
      what: 'missing',
      by: expect.stringMatching(/^aventus .* \(signed-heads\.jsonl:\d\)$/),
    },
  ]);
});

test('the command says what it found and what cannot be found, and fails only for damage', async () => {
  const run = (...args: string[]) =>
    runAudit(
      parseArguments(auditSettings, [
        '--verify',
        '--head-key',
        'mocks/demo-keys/audit.public.json',
        ...args,
      ]),
      { defaultFolder: () => null, now: new Date() },
    );
  const apart = ['gateway', 'education', 'funds', 'uwv', 'guidance'].flatMap((name) => [
    '--folder',
    join(original, name),
  ]);
  const intact = await run(...apart);
  expect(intact.isIntact).toBe(true);
  expect(intact.text).toMatch(/^Ongeschonden \/ Intact: \d+ regels in \d+ bestanden, \d+ /);
  expect(intact.text).toContain(
    'What cannot be found: a change of the logs of both sides together',
  );
  const alone = ['--folder', join(original, 'education/aventus')];
  expect(await run(...alone)).toMatchObject({
    isIntact: false,
    text: expect.stringContaining('gateway: een ander log noemt dit log, en het is er niet'),
  });
  expect(await run(...alone, '--without', 'gateway')).toMatchObject({
    isIntact: true,
    text: expect.stringContaining('Niet vergeleken / not compared: gateway'),
  });
  writeFileSync(join(home, 'no-key.json'), '{}');
  await expect(run('--head-key', join(home, 'no-key.json'), ...alone)).rejects.toThrow(
    /^Cannot use --head-key/,
  );
  await expect(run('--folder', join(home, 'nowhere'))).rejects.toThrow(/^Cannot read .*nowhere/);
});

describe('the audit command over several folders', () => {
  const COACH_OIN = '00000099000000001000';
  const run = async (...args: string[]) =>
    (
      await runAudit(
        parseArguments(
          auditSettings,
          [
            ...['gateway', 'education', 'funds', 'uwv', 'guidance'].flatMap((name) => [
              '--folder',
              join(original, name),
            ]),
            ...args,
          ],
          'to',
        ),
        { defaultFolder: () => null, now: new Date() },
      )
    ).text;
  const PERSON_KEY = ['--key', 'mocks/demo-keys/person.key.json'];

  test('--client shows what one organisation requested, and of which partners', async () => {
    const text = await run('--client', COACH_OIN);
    expect(text).toContain('Leerwerkloket Stedenvierkant (99000000001000)');
    expect(text).not.toContain('inzage in eigen gegevens');
    expect(await run()).toContain('inzage in eigen gegevens');
    expect(await run('--client', '00000099000000009999')).toBe('Niets gevonden / Nothing found');
  });

  test('--breach counts each person once, by client and purpose, with first and last time', async () => {
    const text = await run('--breach', '2026-11-21', '2026-11-21', ...PERSON_KEY);
    const { people, rows } = breachIn(text);
    const inLogs = await writtenIn(original);
    expect(people).toBe(inLogs.people.size);
    expect(rows).toHaveLength(2);
    expect(rows[0]).toMatch(
      /^Leerwerkloket Stedenvierkant \(99000000001000\) +begeleiding van een persoon +\d+ +\d+ +(\d+) +/,
    );
    expect(Number(/persoon +\d+ +\d+ +(\d+) /.exec(rows[0] ?? '')?.[1])).toBe(
      inLogs.requests.get(COACH_OIN)?.size,
    );
    expect(rows[0]).toMatch(
      /deelname, .*scholingsvoucher.* +2026-11-21 12:00:00 +2026-11-21 12:00:00$/,
    );
    expect(rows[1]).toMatch(/ inzage in eigen gegevens +1 +\d+ +\d+ +.*uwv +/);
  });

  test('--breach without the key of people counts those of each partner, and says so', async () => {
    const withKey = breachIn(await run('--breach', '2026-11-21', ...PERSON_KEY));
    const text = await run('--breach', '2026-11-21');
    expect(breachIn(text).people).toBeGreaterThan(withKey.people);
    expect(text).toContain(
      'counted per partner, since without --key it is not known who is the same',
    );
  });

  test('--breach of another period, or of another client, has nobody', async () => {
    expect(breachIn(await run('--breach', '2026-11-22', '2026-11-23')).people).toBe(0);
    expect(breachIn(await run('--breach', '2026-11-01', '2026-11-20T23:59:59Z')).people).toBe(0);
    const other = await run('--breach', '2026-11-21', '--client', '00000099000000009999');
    expect(breachIn(other)).toEqual({ people: 0, rows: [] });
  });
});

function breachIn(text: string) {
  const lines = text.split('\n');
  const rule = lines.findIndex((line) => line.startsWith('───'));
  return {
    people: Number(/data subjects: (\d+) /.exec(text)?.[1]),
    rows: rule < 0 ? [] : lines.slice(rule + 1, lines.indexOf('', rule)),
  };
}

/** The people whom lines are about, by their numbers, and the requests of each client. */
async function writtenIn(folder: string) {
  const keySets = { person: readKeySet('mocks/demo-keys/person.key.json') };
  const people = new Set<string>();
  const requests = new Map<string, Set<string>>();
  for (const { path, name } of await listLogFiles(folder)) {
    const lines = name === 'gateway' ? [] : linesIn(path).filter(isRecord);
    for (const line of lines) {
      const { attributes, resource, trace_id: trace } = JSON.parse(line) as ProcessingRecord;
      const client = resource.attributes['vakgraaf.client'] ?? '';
      requests.set(client, new Set([...(requests.get(client) ?? []), trace]));
      if (attributes['dpl.core.data_subject_id_type'] !== 'person') continue;
      const id = attributes['dpl.core.data_subject_id'] ?? '';
      people.add(openSubject(id, [name], keySets, new Date('2026-11-21'))?.text ?? '?');
    }
  }
  return { people, requests };
}
