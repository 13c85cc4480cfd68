/**
 * The life of the demo: everything starts side by side, a part that dies is named while the rest
 * goes on, and when the demo stops nothing of it is left.
 */
import { setTimeout } from 'node:timers/promises';
import type { DemoProcess } from './demo-process.ts';
import {
  DASHBOARD_FOLDER,
  EXPLORER_FOLDER,
  planDashboardBuild,
  planExplorerBuild,
} from './explorer-plan.ts';
import { createHousehold } from './household.ts';
import type { DemoHousehold } from './household.ts';
import type { DemoOptions } from './options.ts';
import { isPortFree } from './ports.ts';
import {
  chooseAddresses,
  planGateway,
  planPartnerSystems,
  planSubgraphs,
} from './process-plans.ts';
import type { DemoAddresses, Places } from './process-plans.ts';
import { planTemplate, TEMPLATE } from './template-plan.ts';
import { lateText, portTakenText, STARTING, welcomeText } from './welcome.ts';

export interface DemoSurroundings {
  readonly places: Places;
  /** Aborted when the demo must stop. */
  readonly stopping: AbortController;
  readonly print: (text: string) => void;
}

const PAGES = { explorer: EXPLORER_FOLDER, dashboard: DASHBOARD_FOLDER };
const TASKS_FIRST_MS = 9_000;
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
  const household = createHousehold({ stopping, print, isVerbose: options.isVerbose });
  try {
    await startAll(household, options, addresses, around);
    await announceReady(household.processes, options, addresses, around);
    if (!stopping.signal.aborted) household.start(planDashboardBuild(around.places));
    await aborted(stopping.signal);
  } finally {
    stopping.abort();
    await household.stop();
  }
  return household.hasFailed() ? 1 : 0;
}

/**
 * What must be made on a first start (the explorer, the databases' template) is made first, beside
 * the gateway; the databases and subgraphs wait for it, because its memory and theirs would together
 * be more than the demo may have. What is there already is no wait.
 */
async function startAll(
  household: DemoHousehold,
  options: DemoOptions,
  addresses: DemoAddresses,
  { places, stopping }: DemoSurroundings,
): Promise<void> {
  const [databases, servers] = planPartnerSystems(options, addresses, places);
  const tasks = [...planExplorerBuild(places), ...planTemplate()];
  household.start([...tasks, planGateway(options, addresses, places, PAGES)]);
  const made = household.processes.filter((child) => child.isTask);
  const enough = setTimeout(TASKS_FIRST_MS, undefined, { ref: false });
  const allMade = Promise.all(made.map((child) => child.ended));
  // The databases cannot do without their template, so nothing is won by not waiting for that.
  const template = made.find((child) => child.name === TEMPLATE)?.ended;
  const someMade = Promise.all([template, Promise.race([allMade, enough])]);
  await Promise.race([someMade, aborted(stopping.signal)]);
  if (stopping.signal.aborted) return;
  household.start([databases, servers, ...planSubgraphs(options, addresses, places)]);
}

async function announceReady(
  processes: readonly DemoProcess[],
  options: DemoOptions,
  addresses: DemoAddresses,
  { stopping, print }: DemoSurroundings,
): Promise<void> {
  const gateway = `http://127.0.0.1:${options.port}`;
  const awaited = processes.filter((child) => !child.isTask);
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
    await setTimeout(ANSWER_PAUSE_MS);
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

/** Settles when the signal is given; children and signal handlers keep this process until then. */
function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
