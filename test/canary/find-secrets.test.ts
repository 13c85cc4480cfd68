/** A search that finds nothing proves something only where it finds what is there. */
import { fork, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { misfitJson, PLANTED, PLANTED_NUMBER, plantInCsv, plantInJson } from './canaries.ts';
import { canReadMemory, occurrences, scanMemory } from './memory.ts';
import { findIn } from './find-secrets.ts';
import { CITIZEN_NUMBERS, worldSecrets } from './secrets.ts';

const [number = ''] = CITIZEN_NUMBERS;
const secrets = worldSecrets();
const base64url = (text: string) => Buffer.from(text).toString('base64url');

test.each([
  ['as it is', `bsn ${number}.`],
  ['inside JSON inside JSON', JSON.stringify(JSON.stringify({ id: number }))],
  ['glued to a word', `persoon${number}x`],
  ['in the address of a page', `GET /people/${number}?x=1`],
  ['percent-encoded', `/p?q=${number.replaceAll(/./g, (one) => `%3${one}`)}`],
  ['in a token', `eyJhbGciOiJFZERTQSJ9.${base64url(JSON.stringify({ sub: number }))}.c2ln`],
  ['in a cursor', base64url(`["uwv","${number}"]`)],
])('a citizen number that leaks %s is found', (_, text) => {
  expect(findIn([{ name: 'here', text }], secrets)).not.toEqual([]);
});

test('a number behind a plain hash is found', () => {
  const text = createHash('sha256').update(number).digest('hex');
  expect(findIn([{ name: 'here', text }], secrets)).toEqual([
    `here: citizen number, hashed without a key "${text}"`,
  ]);
});

test('raw voucher numbers, names and planted words are found, and ordinary text is not', () => {
  const voucher = [...secrets.words].find(([, what]) => what === 'raw voucher number')?.[0] ?? '';
  const text = `otib:${voucher}, Synthetisch persoon A1, ${PLANTED.kanarieMail}`;
  expect(findIn([{ name: 'here', text }], secrets)).toEqual([
    expect.stringMatching(/^here: raw voucher number/),
    expect.stringMatching(/^here: canary in/),
    expect.stringMatching(/^here: name of a person in/),
  ]);
  const harmless = 'Partner "uwv" gave no answer: late 20261121 00000099000000001000 123456789';
  expect(findIn([{ name: 'here', text: harmless }], secrets)).toEqual([]);
});

test('what partners send along is planted in every object, row and misfit', () => {
  const planted = JSON.stringify(plantInJson({ items: [{ id: 1 }] }));
  expect(planted.split('kanarie-gezondheid').length - 1).toBe(2);
  const csv = plantInCsv(Buffer.from('Nummer;Ontvanger\r\n1;Stichting X\r\n')).toString('latin1');
  expect(csv.split('\r\n').slice(1, -1)).toEqual([
    expect.stringMatching(/^1;Stichting X;Kanarie/),
    expect.stringMatching(/^KANARIE-1;Kanarie/),
  ]);
  expect(
    JSON.stringify(misfitJson({ start: '2026-01-01', n: 3 })).split(PLANTED_NUMBER),
  ).toHaveLength(3);
});

test.skipIf(process.platform !== 'linux')(
  'what a process has forgotten is still found in its memory, in one byte a letter or two',
  async ({ skip }) => {
    const program = `const text = ['kana', 'rie'].join('') + '-' + process.pid;
      globalThis.kept = [Buffer.from(text + ' one'), Buffer.from(text + ' two', 'utf16le')];
      console.log('ready'); setTimeout(() => {}, 60_000);`;
    const child = spawn(process.execPath, ['-e', program]);
    await once(child.stdout, 'data');
    const pid = child.pid ?? 0;
    if (!canReadMemory(pid)) skip('This system shows no memory');
    const found: string[] = [];
    scanMemory(pid, (bytes) => found.push(...occurrences(bytes, `kanarie-${pid}`)));
    child.kill();
    expect(found.some((one) => one.includes(' one'))).toBe(true);
    expect(found.some((one) => one.includes(' two'))).toBe(true);
  },
);

test('a file that a process writes is seen, whichever way it is written', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'written-'));
  const program = join(folder, 'program.mjs');
  writeFileSync(
    program,
    `import { writeFileSync, createWriteStream } from 'node:fs';
     import { open, readFile } from 'node:fs/promises';
     writeFileSync('a', ''); createWriteStream('b').end();
     await (await open('c', 'ax')).close(); await readFile('c'); process.disconnect();`,
  );
  const child = fork(program, {
    cwd: folder,
    execArgv: ['--import', join(import.meta.dirname, 'watch-files.mjs')],
  });
  const wrote: string[] = [];
  child.on('message', (message: { wrote: string }) => wrote.push(message.wrote));
  await once(child, 'exit');
  rmSync(folder, { recursive: true });
  for (const one of ['writeFileSync a', 'createWriteStream b', 'open c']) {
    expect(wrote).toContain(one);
  }
  expect(wrote.filter((one) => one === 'open c')).toHaveLength(1);
});
