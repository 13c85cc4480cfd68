/**
 * A process that runs partner systems of the demo, and the control server that steers them.
 * `npm start` runs two: one for the databases, one for the rest.
 */
import { parseArgs } from 'node:util';
import { setFault, startControlServer } from './control.ts';
import type { RunningIssuer } from './issuer-server/start-issuer.ts';
import type { PartnerSystem } from './partner-system.ts';
import { startPartnerSystems } from './partner-systems.ts';
import type { PartnerWish } from './partner-systems.ts';

const EXIT_MS = 1_500;

interface Wishes {
  readonly partners: readonly PartnerWish[];
  readonly broken: readonly string[];
  readonly peers: readonly string[];
  readonly controlPort: number;
  readonly scale: number;
  readonly date: string;
  /** Null where this process has no issuer of tokens. */
  readonly issuerPort: number | null;
  readonly signInBack: readonly string[];
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
      break: { type: 'string', multiple: true, default: [] },
      peer: { type: 'string', multiple: true, default: [] },
      'control-port': { type: 'string', default: '0' },
      'issuer-port': { type: 'string' },
      'sign-in-back': { type: 'string', multiple: true, default: [] },
      scale: { type: 'string', default: '1' },
      date: { type: 'string', default: new Date().toISOString().slice(0, 10) },
    },
  });
  return {
    partners: values.partner.map(parsePartner),
    broken: values.break,
    peers: values.peer,
    controlPort: Number(values['control-port']),
    scale: Number(values.scale),
    date: values.date,
    issuerPort: values['issuer-port'] === undefined ? null : Number(values['issuer-port']),
    signInBack: values['sign-in-back'],
  };
}

async function run(wishes: Wishes): Promise<void> {
  const systems: PartnerSystem[] = [];
  const issuer: { running?: RunningIssuer | undefined } = {};
  const control = await startControlServer({
    port: wishes.controlPort,
    systems,
    peers: wishes.peers,
  });
  stopWithParent(async () => {
    await Promise.all([
      control.stop(),
      issuer.running?.stop(),
      ...systems.map((system) => system.stop()),
    ]);
  });
  const world = { date: wishes.date, scale: wishes.scale };
  systems.push(...(await startPartnerSystems(wishes.partners, world)));
  for (const name of wishes.broken) setFault(systems, name, 'down');
  process.send?.({ ready: control.url });
  // Last, since nothing of the demo waits for it and its library takes its time to load.
  issuer.running = await startIssuerOf(wishes);
}

async function startIssuerOf({ issuerPort: port, signInBack }: Wishes) {
  if (port === null) return undefined;
  const { startIssuer } = await import('./issuer-server/start-issuer.ts');
  return await startIssuer({ port, redirectUris: signInBack });
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

await run(parseWishes(process.argv.slice(2)));
