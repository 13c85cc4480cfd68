/**
 * A process that runs partner systems of the demo and their control server, and sends their URLs to its
 * parent process. `npm start` runs two: one for the databases, one for the rest.
 */
import { parseArgs } from 'node:util';
import { listenErrorText } from '../core/http/listen-error.ts';
import { sendHeartbeats } from '../core/process/heartbeat.ts';
import { handleProcessEnd } from '../core/process/process-end.ts';
import { FAULTS, setDelay, setFault, startControlServer } from './control.ts';
import type { MockFault, PartnerSystem } from './partner-system.ts';
import { startPartnerSystems } from './partner-systems.ts';
import type { PartnerToStart } from './partner-systems.ts';

const EXIT_MS = 1_500;

interface Options {
  readonly partners: readonly PartnerToStart[];
  /** Faults at start of partners, or of all partners of a subgraph; a later one overrides. */
  readonly faults: readonly (readonly [name: string, fault: MockFault])[];
  readonly delays: readonly (readonly [name: string, delayMs: number])[];
  readonly scale: number;
  /** At least so many people. */
  readonly people: number;
  readonly date: string;
}

/** `--partner KIND/ID=PORT`. */
function parsePartner(text: string): PartnerToStart {
  const [, subgraph, id, port] = /^([\w-]+)\/([\w-]+)=(\d+)$/.exec(text) ?? [];
  if (subgraph === undefined || id === undefined || port === undefined) {
    throw new Error(`Cannot use --partner "${text}": expected KIND/ID=PORT`);
  }
  return { kind: subgraph, id, port: Number(port) };
}

function parseOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      partner: { type: 'string', multiple: true, default: [] },
      fault: { type: 'string', multiple: true, default: [] },
      delay: { type: 'string', multiple: true, default: [] },
      scale: { type: 'string', default: '1' },
      people: { type: 'string', default: '0' },
      date: { type: 'string', default: new Date().toISOString().slice(0, 10) },
    },
  });
  return {
    partners: values.partner.map(parsePartner),
    faults: values.fault.map(parseFault),
    delays: values.delay.map(parseDelay),
    scale: Number(values.scale),
    people: Number(values.people),
    date: values.date,
  };
}

/** `--fault NAME=FAULT`; `none` removes an earlier fault. */
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

async function run(options: Options): Promise<void> {
  const systems: PartnerSystem[] = [];
  const control = await startControlServer({ port: 0, systems, peers: [] });
  end.stopWith(() => Promise.all([control.stop(), ...systems.map((system) => system.stop())]));
  const world = { date: options.date, scale: options.scale, people: options.people };
  systems.push(...(await startPartnerSystems(options.partners, world)));
  for (const [name, fault] of options.faults) setFault(systems, name, fault);
  for (const [name, delayMs] of options.delays) setDelay(systems, name, delayMs);
  const partners = Object.fromEntries(systems.map(({ id, url }) => [id, url]));
  process.send?.({ ready: control.url, partners });
  sendHeartbeats();
}

const end = handleProcessEnd(EXIT_MS);
try {
  await run(parseOptions(process.argv.slice(2)));
} catch (error) {
  // A port in use or an invalid argument: the message is enough, without a stack.
  const message = error instanceof Error ? error.message : String(error);
  console.error(listenErrorText(error) ?? message);
  process.exit(1);
}
