/**
 * `npm run soak -- cost`: what the account costs. The same questions, in turn, to a subgraph that
 * keeps one and to a subgraph that keeps none, both in this process with UWV's stand-in.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startUwv } from '../../mocks/uwv/start-uwv.ts';
import { createWorld } from '../../mocks/world/create-world.ts';
import { startSubgraph } from '../../subgraphs/start-subgraph.ts';
import { contextOf, COACH, partnersAt, settingsOf } from '../support/kind-stage.ts';
import { TEST_DAY } from '../support/test-day.ts';

export interface Cost {
  readonly people: number;
  readonly without: Measured;
  readonly with: Measured;
}

interface Measured {
  readonly cpuMs: number;
  /** The middle one of all waits. */
  readonly waitMs: number;
}

const TURNS = 10;

/** Processor time and waiting a question, with and without an account. */
export async function measureCost(people: number, questions: number): Promise<Cost> {
  const folder = mkdtempSync(join(tmpdir(), 'vakgraaf-cost-'));
  const uwv = await startUwv(createWorld({ date: TEST_DAY }));
  const settings = settingsOf('uwv', partnersAt({ uwv: uwv.url }), ['person']);
  const bare = await startSubgraph(settings);
  const accounting = await startSubgraph({ ...settings, accountFolder: folder });
  const ask = async (url: string) => askFor(people, url, await contextNow());
  const totals = { bare: newTotal(), accounting: newTotal() };
  await run(TURNS, () => ask(bare.url), newTotal());
  await run(TURNS, () => ask(accounting.url), newTotal());
  for (let done = 0; done < questions; done += TURNS) {
    await run(TURNS, () => ask(bare.url), totals.bare);
    await run(TURNS, () => ask(accounting.url), totals.accounting);
  }
  await Promise.all([bare.stop(), accounting.stop(), uwv.stop()]);
  rmSync(folder, { recursive: true, force: true });
  return { people, without: measured(totals.bare), with: measured(totals.accounting) };
}

let signed: { readonly context: string; readonly untilMs: number } | undefined;

/** A context lives a minute, and a slow machine measures longer. */
async function contextNow(): Promise<string> {
  if (signed === undefined || signed.untilMs < Date.now()) {
    signed = { context: await contextOf(COACH), untilMs: Date.now() + 30_000 };
  }
  return signed.context;
}

interface Total {
  cpuMs: number;
  readonly waitsMs: number[];
}

const newTotal = (): Total => ({ cpuMs: 0, waitsMs: [] });

async function run(times: number, ask: () => Promise<void>, total: Total): Promise<void> {
  const before = process.cpuUsage();
  for (let done = 0; done < times; done += 1) {
    const startedMs = performance.now();
    await ask();
    total.waitsMs.push(performance.now() - startedMs);
  }
  const { user, system } = process.cpuUsage(before);
  total.cpuMs += (user + system) / 1_000;
}

function measured({ cpuMs, waitsMs }: Total): Measured {
  const middle = waitsMs.toSorted((a, b) => a - b)[Math.floor(waitsMs.length / 2)] ?? 0;
  return { cpuMs: cpuMs / waitsMs.length, waitMs: middle };
}

async function askFor(people: number, url: string, context: string): Promise<void> {
  const query = `{ jobseekers(first: ${people}) { nodes { id benefitEpisodes { type } } } }`;
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-llo-context': context },
    body: JSON.stringify({ query }),
  });
  const answer = (await response.json()) as { errors?: unknown };
  if (answer.errors !== undefined) throw new Error(JSON.stringify(answer.errors));
}
