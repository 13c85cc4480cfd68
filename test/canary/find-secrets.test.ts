/** Tests of the search itself: a search without results proves something only if it finds known leaks. */
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
import { CITIZEN_NUMBERS, WORLD_SECRETS as secrets } from './secrets.ts';

const [number = ''] = CITIZEN_NUMBERS;
const base64url = (text: string) => Buffer.from(text).toString('base64url');

test.each([
  ['as it is', `bsn ${number}.`],
  ['inside JSON inside JSON', JSON.stringify(JSON.stringify({ id: number }))],
  ['glued to a word', `persoon${number}x`],
  ['in the address of a page', `GET /people/${number}?x=1`],
  ['percent-encoded', `/p?q=${number.replaceAll(/./g, (one) => `%3${one}`)}`],
  ['in a token', `eyJhbGciOiJFZERTQSJ9.${base64url(JSON.stringify({ sub: number }))}.c2ln`],
  ['in a cursor', base64url(`["uwv","${number}"]`)],
])('findIn finds a citizen number %s', (_, text) => {
  expect(findIn([{ name: 'here', text }], secrets)).not.toEqual([]);
});

test('findIn finds a citizen number that is hashed without a key', () => {
  const text = createHash('sha256').update(number).digest('hex');
  expect(findIn([{ name: 'here', text }], secrets)).toEqual([
    `here: citizen number, hashed without a key "${text}"`,
  ]);
});

test('findIn finds voucher numbers, names and canaries, and nothing in ordinary text', () => {
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

test.each(['x', 'Ab1', 'Ab1c', 'é€-Ab', 'a very long piece'])(
  'findIn finds the piece "%s" at any place and in any case, and what is like it not',
  (piece) => {
    const searched = {
      words: new Map(),
      pieces: new Map([
        [piece, 'piece'],
        ['never', 'other'],
      ]),
    };
    for (const before of ['', '.', '0123456789'.repeat(20), piece.slice(0, -1)]) {
      for (const spelled of [piece, piece.toUpperCase(), piece.toLowerCase()]) {
        for (const after of ['', '.', piece]) {
          const text = before + spelled + after;
          const at = Math.max(0, before.length - 60);
          expect(findIn([{ name: 'here', text }], searched)).toEqual([
            `here: piece in "${text.slice(at, before.length + 60)}"`,
          ]);
        }
      }
      const cut = `${before}${piece.slice(0, -1)}`;
      expect(findIn([{ name: 'here', text: cut }], searched)).toEqual([]);
    }
  },
);

test('canaries are planted in every JSON object, every CSV row and every misfit value', () => {
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
  'scanMemory finds a text with one or two bytes a character in the memory of a process',
  async ({ skip }) => {
    const program = `const text = ['kana', 'rie'].join('') + '-' + process.pid;
      globalThis.kept = [Buffer.from(text + ' one'), Buffer.from(text + ' two', 'utf16le')];
      console.log('ready'); setTimeout(() => {}, 60_000);`;
    const child = spawn(process.execPath, ['-e', program]);
    await once(child.stdout, 'data');
    const pid = child.pid ?? 0;
    if (!canReadMemory(pid)) skip('The system does not allow reading process memory');
    const found: string[] = [];
    scanMemory(pid, (bytes) => found.push(...occurrences(bytes, `kanarie-${pid}`)));
    child.kill();
    expect(found.some((one) => one.includes(' one'))).toBe(true);
    expect(found.some((one) => one.includes(' two'))).toBe(true);
  },
);

test('watch-files.mjs reports a file written by writeFileSync, a stream or a file handle', async () => {
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
