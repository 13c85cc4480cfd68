/**
 * The life of the demo: everything starts side by side, a part that dies is named while the rest
 * goes on, and when the demo stops nothing of it is left.
 */
import { setTimeout } from 'node:timers/promises';
import { startProcess } from './demo-process.ts';
import type { DemoProcess, ProcessPlan } from './demo-process.ts';
import { EXPLORER_FOLDER, planExplorerBuild } from './explorer-plan.ts';
import type { DemoOptions } from './options.ts';
import { isPortFree } from './ports.ts';
import {
  chooseAddresses,
  planGateway,
  planPartnerSystems,
  planSubgraphs,
} from './process-plans.ts';
import type { DemoAddresses, Places } from './process-plans.ts';
import {
  diedText,
  gatewayDiedText,
  lateText,
  portTakenText,
  STARTING,
  welcomeText,
} from './welcome.ts';

export interface DemoSurroundings {
  readonly places: Places;
  /** Aborted when the demo must stop. */
  readonly stopping: AbortController;
  readonly print: (text: string) => void;
}

const STOP_MS = 1_800;
/** Ctrl-C reaches the children too: a death this soon before the stop is no news. */
const DEATH_NEWS_MS = 250;
const ANSWER_MS = 30_000;
const ANSWER_PAUSE_MS = 50;

/** Runs the demo until it is told to stop; gives the exit code. */
export async function runDemo(options: DemoOptions, around: DemoSurroundings): Promise<number> {
  const { stopping, print } = around;
  if (!(await isPortFree(options.port))) {
    print(portTakenText(options.port));
    return 1;
  }
  print(STARTING);
  const addresses = await chooseAddresses(options);
  const processes = startAll(options, addresses, around);
  const gateway = processes.find((process) => process.name === 'gateway');
  const end = gateway ? watchGateway(gateway, around) : Promise.resolve(false);
  try {
    await announceReady(options, addresses, processes, around);
    await aborted(stopping.signal);
  } finally {
    stopping.abort();
    await stopAll(processes);
  }
  return (await end) ? 1 : 0;
}

/** Without its gateway there is no demo. Tells whether the gateway died while it was wanted. */
async function watchGateway(gateway: DemoProcess, around: DemoSurroundings): Promise<boolean> {
  const why = await gateway.ended;
  if (!around.stopping.signal.aborted) await pause(DEATH_NEWS_MS);
  if (around.stopping.signal.aborted) return false;
  around.print(gatewayDiedText(why, gateway.lastWords()));
  around.stopping.abort();
  return true;
}

function startAll(
  options: DemoOptions,
  addresses: DemoAddresses,
  { places, stopping, print }: DemoSurroundings,
): readonly DemoProcess[] {
  const plans: readonly ProcessPlan[] = [
    ...planExplorerBuild(places),
    ...planPartnerSystems(options, addresses, places),
    ...planSubgraphs(options, addresses, places),
    planGateway(options, addresses, places, EXPLORER_FOLDER),
  ];
  const processes = plans.map((plan) =>
    startProcess(plan, (line) => {
      if (options.isVerbose) print(`  ${plan.name} | ${line}`);
    }),
  );
  // Whatever happens to this process, its children go with it.
  process.once('exit', () => {
    for (const child of processes) child.signal('SIGKILL');
  });
  for (const child of processes.filter(({ name }) => name !== 'gateway')) {
    void tellDeath(child, stopping.signal, print);
  }
  return processes;
}

async function tellDeath(
  child: DemoProcess,
  stopping: AbortSignal,
  print: (text: string) => void,
): Promise<void> {
  const why = await child.ended;
  if (why === 'code 0') return; // a task that is done, such as a build
  await pause(DEATH_NEWS_MS);
  if (!stopping.aborted) print(diedText(child.name, why, child.lastWords()));
}

async function announceReady(
  options: DemoOptions,
  addresses: DemoAddresses,
  processes: readonly DemoProcess[],
  { stopping, print }: DemoSurroundings,
): Promise<void> {
  const gateway = `http://127.0.0.1:${options.port}`;
  const awaited = processes.filter((child) => child.name !== 'explorer');
  await Promise.race([Promise.all(awaited.map(tellLate)), aborted(stopping.signal)]);
  await answersGraphql(gateway, stopping.signal);
  if (stopping.signal.aborted) return;
  print(welcomeText({ gateway, addresses, broken: options.broken }));
  print(`ready ${gateway}`);

  async function tellLate(child: DemoProcess): Promise<void> {
    const readiness = await child.readiness;
    if (readiness.state === 'late' && !stopping.signal.aborted) print(lateText(child.name));
  }
}

/** Waits until a question gets an answer; throws when none comes. */
async function answersGraphql(gateway: string, stopping: AbortSignal): Promise<void> {
  const until = Date.now() + ANSWER_MS;
  while (!stopping.aborted) {
    if (await isAnswered(gateway)) return;
    if (Date.now() > until) throw new Error('Cannot get an answer from the gateway');
    await pause(ANSWER_PAUSE_MS);
  }
}

async function isAnswered(gateway: string): Promise<boolean> {
  try {
    const response = await fetch(`${gateway}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: '{ __typename }' }),
      signal: AbortSignal.timeout(2_000),
    });
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false;
  }
}

/** Asks every process to stop, and ends those that do not. */
async function stopAll(processes: readonly DemoProcess[]): Promise<void> {
  const allEnded = Promise.all(processes.map((child) => child.ended));
  for (const child of processes) child.signal('SIGTERM');
  await Promise.race([allEnded, pause(STOP_MS)]);
  for (const child of processes) child.signal('SIGKILL');
  await allEnded;
}

/** Settles when the signal is given; a child or a signal handler keeps the process alive until. */
function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) =>
    signal.addEventListener('abort', () => resolve(), { once: true }),
  );
}

/** Does not keep this process alive on its own: its children do that. */
function pause(ms: number): Promise<void> {
  return setTimeout(ms, undefined, { ref: false });
}
