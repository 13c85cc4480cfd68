/**
 * `npm run hostile -- [--documents N] [--seed S]`: documents within the limits against the demo, with the CPU time
 * of each process. Prints the ten worst; ends with 1 when one is over a bound.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildSchema } from 'graphql';
import { projectRoot } from '../../core/config/project-root.ts';
import { cpuMsOf, startDemo, type Demo } from '../support/demo-processes.ts';
import { generateDocuments, type HostileDocument } from './generate-documents.ts';
import { KILLERS } from './killers.ts';
import { measureDocument, send, type HostileTarget, type Measured } from './measure-documents.ts';

const CPU_MS_MAX = 250;
const BYTES_MAX = 16 * 1024 * 1024;
const WORST_SHOWN = 10;
const PROGRESS_EACH = 50;
const KNOWN = { query: '{ programmes(first: 3) { nodes { name } } }', variables: {} };

const { values } = parseArgs({
  options: {
    documents: { type: 'string', default: '500' },
    seed: { type: 'string', default: '1' },
  },
});
const count = Number(values.documents);
const seed = Number(values.seed);
const sdl = readFileSync(join(projectRoot(), 'schema/supergraph.graphql'), 'utf8');
// With the directives that say which fields need a token.
const schema = buildSchema(sdl, { assumeValidSDL: true });

const started = await startDemo();
try {
  process.exitCode = (await run(started)) ? 0 : 1;
} finally {
  await started.stop();
}

async function run(demo: Demo): Promise<boolean> {
  const { url } = demo;
  const watched = demo.processes();
  const target: HostileTarget = {
    url,
    cpu: () => Object.fromEntries(watched.map(({ name, pid }) => [name, cpuMsOf(pid) ?? 0])),
  };
  const expected = await send(url, KNOWN);
  const killers = Object.values(KILLERS).map((request): HostileDocument => ({
    ...request,
    recipe: { shape: 'known killer', size: 100, depth: 0, seed: 0 },
  }));
  const documents = [...killers, ...generateDocuments(schema, count, seed)];
  // The code that measures and what it calls are compiled first.
  for (const document of generateDocuments(schema, 20, seed + 1)) await send(url, document);
  const all: Measured[] = [];
  const wrong: string[] = [];
  for (const [index, document] of documents.entries()) {
    const { first, again } = await measureDocument(target, document);
    all.push(first, again);
    const known = await send(url, KNOWN);
    if (known.text !== expected.text)
      wrong.push(`known operation after ${JSON.stringify(document)}`);
    if ((index + 1) % PROGRESS_EACH === 0) console.log(`${index + 1} of ${count} documents`);
  }
  const over = all.filter((one) => one.worstCpuMs > CPU_MS_MAX || one.bytes > BYTES_MAX);
  const names = watched.map(({ name }) => name);
  console.log(`\nworst ${WORST_SHOWN} of ${all.length} requests, in milliseconds of CPU time`);
  console.log(
    ['worst', 'took', 'live', 'MB', ...names]
      .map((name) => name.slice(0, 10).padStart(11))
      .join(''),
  );
  const worst = all.toSorted((a, b) => b.worstCpuMs - a.worstCpuMs).slice(0, WORST_SHOWN);
  for (const one of worst) console.log(rowOf(one, names));
  for (const one of worst.slice(0, 3)) console.log(`\n${one.document.query.slice(0, 1_500)}`);
  for (const one of wrong) console.log(`changed: ${one.slice(0, 300)}`);
  console.log(
    `\n${over.length} of ${all.length} over ${CPU_MS_MAX} ms of CPU time in one process or ${BYTES_MAX} bytes; ` +
      `${wrong.length} changed responses of a known operation; seed ${seed}`,
  );
  return over.length + wrong.length === 0;
}

function rowOf(one: Measured, names: readonly string[]): string {
  const numbers = [
    one.worstCpuMs,
    one.tookMs,
    one.liveMs,
    one.bytes / 1_048_576,
    ...names.map((name) => one.cpuMs[name] ?? 0),
  ];
  const { shape, size, depth } = one.document.recipe;
  const cells = numbers.map((number) => number.toFixed(number < 10 ? 1 : 0).padStart(11)).join('');
  return `${cells}  ${shape}, size ${size}, depth ${depth}: ${one.status} ${one.codes.join(' ')}`;
}
