/**
 * The life of the demo: the parts start as soon as they can, each tells where it listens and the others
 * are told, a part that dies is started again, and when the demo stops nothing of it is left.
 */
import { setTimeout } from 'node:timers/promises';
import { createAddresses } from './addresses.ts';
import type { KeptAddresses } from './addresses.ts';
import { startDemoControl } from './demo-control.ts';
import type { DemoControl } from './demo-control.ts';
import { DEMO_KINDS } from './demo-parts.ts';
import type { Household } from './demo-parts.ts';
import type { ProcessPlan } from './demo-process.ts';
import {
  DASHBOARD_FOLDER,
  EXPLORER_FOLDER,
  planDashboardBuild,
  planExplorerBuild,
} from './explorer-plan.ts';
import { createHousehold } from './household.ts';
import type { DemoHousehold, DemoPart } from './household.ts';
import type { DemoOptions } from './options.ts';
import { isPortFree } from './ports.ts';
import {
  demoKinds,
  HOUSEHOLD_NAMES,
  planGateway,
  planPartnerSystems,
  planSubgraphs,
} from './process-plans.ts';
import type { Places } from './process-plans.ts';
import { planTemplate } from './template-plan.ts';
import { untilHealthy } from './until-healthy.ts';
import { portTakenText, STARTING, welcomeText } from './welcome.ts';

export interface DemoSurroundings {
  readonly places: Places;
  /** Aborted when the demo must stop. */
  readonly stopping: AbortController;
  readonly print: (text: string) => void;
}

/** What the steps of starting share. */
interface Demo extends DemoSurroundings {
  readonly options: DemoOptions;
  readonly household: DemoHousehold;
  readonly addresses: KeptAddresses;
  readonly control: DemoControl;
  /** Of the gateway, which is told by its own process when any port will do. */
  gatewayPort: number;
  gateway: DemoPart | undefined;
  readonly subgraphs: Map<string, DemoPart>;
}

const PAGES = { explorer: EXPLORER_FOLDER, dashboard: DASHBOARD_FOLDER };
const TASKS_FIRST_MS = 9_000;

/** Runs the demo until it is told to stop; gives the exit code. */
export async function runDemo(options: DemoOptions, around: DemoSurroundings): Promise<number> {
  const { stopping, print } = around;
  if (options.port !== 0 && !(await isPortFree(options.port))) {
    print(portTakenText(options.port));
    return 1;
  }
  print(STARTING);
  const household = createHousehold({ stopping, print, isVerbose: options.isVerbose });
  const control = await startDemoControl(() => demo.gatewayPort);
  const own = { control: control.url, issuer: control.issuerUrl };
  const demo: Demo = {
    ...around,
    options,
    household,
    control,
    addresses: createAddresses(DEMO_KINDS, withoutKinds(options), own),
    gatewayPort: options.port,
    gateway: undefined,
    subgraphs: new Map(),
  };
  try {
    await Promise.race([startAll(demo), aborted(stopping.signal)]);
    if (!stopping.signal.aborted) await announceReady(demo);
    await aborted(stopping.signal);
  } finally {
    stopping.abort();
    await Promise.all([household.stop(), control.stop()]);
  }
  return household.hasFailed() ? 1 : 0;
}

/** A subgraph elsewhere has an address beforehand; of a kind that is left out nobody has one. */
function withoutKinds({ elsewhere, without }: DemoOptions): ReadonlyMap<string, string> {
  return new Map([...elsewhere].filter(([kind]) => !without.includes(kind)));
}

/**
 * What must be made on a first start (the explorer, the databases' template) is made first, beside
 * the gateway; the databases and subgraphs wait for it, because its memory and theirs would together
 * be more than the demo may have. What is there already is no wait.
 */
async function startAll(demo: Demo): Promise<void> {
  const { household, places, stopping } = demo;
  const gateway = startGateway(demo);
  const template = Promise.all(planTemplate().map(household.runTask));
  const explorer = Promise.all(planExplorerBuild(places).map(household.runTask));
  const enough = setTimeout(TASKS_FIRST_MS, undefined, { ref: false });
  // The databases cannot do without their template, so nothing is won by not waiting for that.
  await Promise.all([template, Promise.race([explorer, enough])]);
  if (stopping.signal.aborted) return;
  const partners = {
    databases: startPartners(demo, 'databases'),
    servers: startPartners(demo, 'servers'),
  };
  const subgraphs = demoKinds(demo.options)
    .filter(({ kind }) => !demo.options.elsewhere.has(kind))
    .map(async ({ kind, household: behind }) => {
      if (behind !== null) await partners[behind];
      await startSubgraph(demo, kind);
    });
  await Promise.all([gateway, partners.databases, partners.servers, ...subgraphs]);
}

function startGateway(demo: Demo): Promise<void> {
  const { household, options, addresses, places } = demo;
  return household.startPart({
    name: 'gateway',
    // The port that it had is the one that everyone knows.
    plan: () => planGateway({ ...options, port: demo.gatewayPort }, addresses, places, PAGES),
    onUp: ({ url }, part) => {
      if (url !== undefined) demo.gatewayPort = Number(new URL(url).port);
      demo.gateway = part;
      tellGateway(demo);
    },
    onDown: () => undefined,
  });
}

function startPartners(demo: Demo, which: Household): Promise<void> {
  const { household, control, addresses } = demo;
  const name = HOUSEHOLD_NAMES[which];
  return household.startPart({
    name,
    plan: () => planPartnerSystems(which, demo.options, demo.places, control.wishes()),
    onUp: ({ url, partners }) => {
      control.setPeer(name, url);
      addresses.setPartners(partners);
      tellAll();
    },
    onDown: () => {
      control.setPeer(name, undefined);
      addresses.forgetPartners(which);
      tellAll();
    },
  });

  function tellAll(): void {
    for (const { kind, household: behind } of DEMO_KINDS) {
      if (behind === which) tellSubgraph(demo, kind);
    }
    tellGateway(demo);
  }
}

function startSubgraph(demo: Demo, kind: string): Promise<void> {
  const { household, addresses } = demo;
  const plan = (): ProcessPlan => {
    const plans = planSubgraphs(demo.options, addresses, demo.places);
    const own = plans.find(({ name }) => name === kind);
    if (own === undefined) throw new Error(`Cannot find how subgraph "${kind}" is started`);
    return own;
  };
  return household.startPart({
    name: kind,
    plan,
    onUp: ({ url }, part) => {
      demo.subgraphs.set(kind, part);
      addresses.setSubgraph(kind, url);
      tellSubgraph(demo, kind);
      tellGateway(demo);
    },
    onDown: () => {
      addresses.setSubgraph(kind, undefined);
      tellGateway(demo);
    },
  });
}

/** Where the subgraphs are now, and which partner systems are down: those it cannot see for itself. */
function tellGateway({ gateway, household, addresses }: Demo): void {
  const partners = Object.values(HOUSEHOLD_NAMES);
  const isDown = ({ name, isUp }: DemoPart) => partners.includes(name) && !isUp();
  const down = household.parts.filter(isDown).map(({ name }) => name);
  gateway?.send({ subgraphs: Object.fromEntries(addresses.subgraphs), down });
}

/** Where its partners are now. */
function tellSubgraph({ subgraphs, addresses }: Demo, kind: string): void {
  const own = DEMO_KINDS.find((one) => one.kind === kind)?.partners ?? [];
  const partners = own.map(({ id }) => [id, addresses.partners.get(id)]);
  subgraphs.get(kind)?.send({ partners: Object.fromEntries(partners) });
}

/** When every part is up and the gateway reaches all of them. */
async function announceReady(demo: Demo): Promise<void> {
  const { household, options, addresses, places, stopping, print } = demo;
  const gateway = `http://127.0.0.1:${demo.gatewayPort}`;
  const notOurs = [...options.elsewhere.keys(), ...options.without];
  const missing = await untilHealthy(gateway, notOurs, stopping.signal);
  if (stopping.signal.aborted) return;
  if (missing !== null) return household.fail(missing);
  household.setStarted();
  print(welcomeText({ gateway, addresses, subgraphs: subgraphUrls(demo), broken: options.broken }));
  print(`ready ${gateway}`);
  // The dashboard takes the bundler a second: it delays nobody.
  for (const plan of planDashboardBuild(places)) void household.runTask(plan);
}

function subgraphUrls({ options, addresses }: Demo): ReadonlyMap<string, string> {
  const isThere = ([kind]: readonly [string, string]) => !options.without.includes(kind);
  return new Map([...addresses.subgraphs].filter(isThere));
}

/** Settles when the signal is given; children and signal handlers keep this process until then. */
function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
