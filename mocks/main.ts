/**
 * A process that runs partner systems of the demo, and a control server that steers them. It tells
 * whoever started it where they are. `npm start` runs two: one for the databases, one for the rest.
 */
import { parseArgs } from 'node:util';
import { listenErrorText } from '../core/http/listen-error.ts';
import { FAULTS, setDelay, setFault, startControlServer } from './control.ts';
import type { MockFault, PartnerSystem } from './partner-system.ts';
import { startPartnerSystems } from './partner-systems.ts';
import type { PartnerWish } from './partner-systems.ts';

const EXIT_MS = 1_500;

interface Wishes {
  readonly partners: readonly PartnerWish[];
  /** How partners, or all partners of a kind, misbehave from the start; a later one wins. */
  readonly faults: readonly (readonly [name: string, fault: MockFault])[];
  readonly delays: readonly (readonly [name: string, delayMs: number])[];
  readonly scale: number;
  readonly date: string;
}

/** `--partner KIND/ID=PORT`, as the starter writes it. */
function parsePartner(text: string): PartnerWish {
  const [, kind, id, port] = /^([\w-]+)\/([\w-]+)=(\d+)$/.exec(text) ?? [];
  if (kind === undefined || id === undefined || port === undefined) {
    throw new Error(`Cannot use --partner "${text}": expected KIND/ID=PORT`);
  }
  return { kind, id, port: Number(port) };
}

function parseWishes(args: readonly string[]): Wishes {
  const { values } = parseArgs({
    args: [...args],
    options: {
      partner: { type: 'string', multiple: true, default: [] },
      fault: { type: 'string', multiple: true, default: [] },
      delay: { type: 'string', multiple: true, default: [] },
      scale: { type: 'string', default: '1' },
      date: { type: 'string', default: new Date().toISOString().slice(0, 10) },
    },
  });
  return {
    partners: values.partner.map(parsePartner),
    faults: values.fault.map(parseFault),
    delays: values.delay.map(parseDelay),
    scale: Number(values.scale),
    date: values.date,
  };
}

/** `--fault NAME=FAULT`; `none` takes away what an earlier one gave. */
function parseFault(text: string): readonly [string, MockFault] {
  const [, name, fault] = /^([\w-]+)=(\w+)$/.exec(text) ?? [];
  const known = fault === 'none' ? null : FAULTS.find((one) => one === fault);
  if (name !== undefined && known !== undefined) return [name, known];
  throw new Error(`Cannot use --fault "${text}": expected NAME=${FAULTS.join('|')}|none`);
}

/** `--delay NAME=MILLISECONDS` */
function parseDelay(text: string): readonly [string, number] {
  const [, name, delayMs] = /^([\w-]+)=(\d+)$/.exec(text) ?? [];
  if (name !== undefined && delayMs !== undefined) return [name, Number(delayMs)];
  throw new Error(`Cannot use --delay "${text}": expected NAME=MILLISECONDS`);
}

async function run(wishes: Wishes): Promise<void> {
  const systems: PartnerSystem[] = [];
  const control = await startControlServer({ port: 0, systems, peers: [] });
  stopWithParent(async () => {
    await Promise.all([control.stop(), ...systems.map((system) => system.stop())]);
  });
  const world = { date: wishes.date, scale: wishes.scale };
  systems.push(...(await startPartnerSystems(wishes.partners, world)));
  for (const [name, fault] of wishes.faults) setFault(systems, name, fault);
  for (const [name, delayMs] of wishes.delays) setDelay(systems, name, delayMs);
  const partners = Object.fromEntries(systems.map(({ id, url }) => [id, url]));
  process.send?.({ ready: control.url, partners });
}

/** Stops on a signal, or when the process that started this one is gone. */
function stopWithParent(stop: () => Promise<void>): void {
  let isStopping = false;
  const end = () => {
    if (isStopping) return;
    isStopping = true;
    setTimeout(() => process.exit(0), EXIT_MS).unref();
    void stop().finally(() => process.exit(0));
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, end);
  process.on('disconnect', end);
}

try {
  await run(parseWishes(process.argv.slice(2)));
} catch (error) {
  // A port that is taken, or an argument that cannot be used: a sentence says enough.
  const message = error instanceof Error ? error.message : String(error);
  console.error(listenErrorText(error) ?? message);
  process.exit(1);
}
