/**
 * Runs the demo: processes start as soon as they can, each reports its address, which is sent to the others;
 * a process that ends is started again, and all of them end with the demo.
 */
import { setTimeout } from 'node:timers/promises';
import { createAddresses } from './addresses.ts';
import { demoFolder, writeDemoConfig } from './demo-config.ts';
import type { MutableAddresses } from './addresses.ts';
import { startDemoControl } from './demo-control.ts';
import type { DemoControl } from './demo-control.ts';
import { DEMO_SUBGRAPHS } from './demo-parts.ts';
import type { PartnerProcess } from './demo-parts.ts';
import type { ProcessPlan } from './demo-process.ts';
import {
  DASHBOARD_FOLDER,
  EXPLORER_FOLDER,
  planDashboardBuild,
  planExplorerBuild,
} from './explorer-plan.ts';
import { createProcessGroup } from './process-group.ts';
import type { ProcessGroup, DemoPart } from './process-group.ts';
import type { DemoOptions } from './options.ts';
import { isPortFree } from './ports.ts';
import {
  demoSubgraphs,
  PARTNER_PROCESS_NAMES,
  planExchange,
  planGateway,
  planPartnerSystems,
  planSubgraphs,
} from './process-plans.ts';
import type { CodeLocation } from './process-plans.ts';
import { planReleases, releasesFolder } from './release-plan.ts';
import { planTemplate } from './template-plan.ts';
import { untilHealthy } from './until-healthy.ts';
import { portTakenText, STARTING, welcomeText } from './welcome.ts';

export interface DemoEnvironment {
  readonly location: CodeLocation;
  /** Aborted when the demo must stop. */
  readonly stopping: AbortController;
  readonly print: (text: string) => void;
}

/** What the steps of starting share. */
interface Demo extends DemoEnvironment {
  readonly options: DemoOptions;
  readonly processes: ProcessGroup;
  readonly addresses: MutableAddresses;
  readonly control: DemoControl;
  /** The folder of the releases of statistics. */
  readonly releases: string;
  /** The port of the gateway; with port 0, the one that its process reports. */
  gatewayPort: number;
  gateway: DemoPart | undefined;
  /** Every process has started. */
  isStarted: boolean;
  readonly subgraphs: Map<string, DemoPart>;
}

const PAGES = { explorer: EXPLORER_FOLDER, dashboard: DASHBOARD_FOLDER };
/** The explorer is there when the demo is ready, unless building it takes longer than this. */
const EXPLORER_FIRST_MS = 9_000;

/** Runs the demo until `stopping` is aborted. Gives the exit code. */
export async function runDemo(options: DemoOptions, environment: DemoEnvironment): Promise<number> {
  const { stopping, print } = environment;
  if (options.port !== 0 && !(await isPortFree(options.port))) {
    print(portTakenText(options.port));
    return 1;
  }
  print(STARTING);
  const processes = createProcessGroup({ stopping, print, isVerbose: options.isVerbose });
  // Subgraphs then read every list again, so that a partner that falls silent is seen at once.
  const forgetLists = () => {
    for (const { kind } of DEMO_SUBGRAPHS) sendToSubgraph(demo, kind);
  };
  const control = await startDemoControl(() => demo.gatewayPort, forgetLists);
  const own = { control: control.url, issuer: control.issuerUrl };
  const demo: Demo = {
    ...environment,
    options,
    processes,
    control,
    releases: releasesFolder(options),
    addresses: createAddresses(DEMO_SUBGRAPHS, withoutLeftOut(options), own),
    gatewayPort: options.port,
    gateway: undefined,
    isStarted: false,
    subgraphs: new Map(),
  };
  try {
    await Promise.race([startAll(demo), aborted(stopping.signal)]);
    if (!stopping.signal.aborted) await announceReady(demo);
    await aborted(stopping.signal);
  } finally {
    stopping.abort();
    await Promise.all([processes.stop(), control.stop()]);
  }
  return processes.hasFailed() ? 1 : 0;
}

/** Addresses of subgraphs that run elsewhere, without those that are left out. */
function withoutLeftOut({ elsewhere, without }: DemoOptions): ReadonlyMap<string, string> {
  return new Map([...elsewhere].filter(([kind]) => !without.includes(kind)));
}

/**
 * On a first start, the explorer and the template of the databases are built while the gateway starts. The other
 * processes wait for the template, because its program takes some 500 MB until it ends.
 */
async function startAll(demo: Demo): Promise<void> {
  const { processes, location, stopping } = demo;
  const gateway = startGateway(demo);
  const explorer = Promise.all(planExplorerBuild(location).map(processes.runTask));
  const enough = setTimeout(EXPLORER_FIRST_MS, undefined, { ref: false });
  await Promise.all(planTemplate().map(processes.runTask));
  if (stopping.signal.aborted) return;
  const partners = [startPartners(demo, 'databases'), startPartners(demo, 'servers')];
  // They do not wait for their partners, whose addresses they get when these are up.
  const subgraphs = demoSubgraphs(demo.options)
    .filter(({ kind }) => !demo.options.elsewhere.has(kind))
    .map(({ kind }) => startSubgraph(demo, kind));
  await Promise.all([gateway, ...partners, startExchange(demo), ...subgraphs]);
  await Promise.race([explorer, enough]);
}

function startExchange({ processes, location, addresses, control }: Demo): Promise<void> {
  return processes.startPart({
    name: 'exchange',
    plan: () => planExchange(location, addresses.issuer),
    onUp: ({ url }) => control.setExchange(url),
    onDown: () => control.setExchange(undefined),
  });
}

function startGateway(demo: Demo): Promise<void> {
  const { processes, options, location } = demo;
  return processes.startPart({
    name: 'gateway',
    // A restart keeps the port, because users have its address.
    plan: () =>
      planGateway(
        location,
        configFileOf({ ...demo, options: { ...options, port: demo.gatewayPort } }),
      ),
    onUp: ({ url }, part) => {
      if (url !== undefined) demo.gatewayPort = Number(new URL(url).port);
      demo.gateway = part;
      sendToGateway(demo);
    },
    onDown: () => undefined,
  });
}

function configFileOf({ options, addresses, location, releases }: Demo): string {
  const { root } = location;
  const folder = demoFolder(root);
  return writeDemoConfig({ options, addresses, root, pages: PAGES, releases, folder });
}

function startPartners(demo: Demo, which: PartnerProcess): Promise<void> {
  const { processes, control, addresses } = demo;
  const name = PARTNER_PROCESS_NAMES[which];
  return processes.startPart({
    name,
    plan: () => planPartnerSystems(which, demo.options, demo.location, control.misbehaviours()),
    onUp: ({ url, partners }) => {
      control.setPeer(name, url);
      addresses.setPartners(partners);
      sendToAll();
    },
    onDown: () => {
      control.setPeer(name, undefined);
      addresses.removePartners(which);
      sendToAll();
    },
  });

  function sendToAll(): void {
    for (const { kind, partnerProcess } of DEMO_SUBGRAPHS) {
      if (partnerProcess === which) sendToSubgraph(demo, kind);
    }
    sendToGateway(demo);
  }
}

function startSubgraph(demo: Demo, kind: string): Promise<void> {
  const { processes, addresses } = demo;
  const plan = (): ProcessPlan => {
    const plans = planSubgraphs(demo.options, demo.location, configFileOf(demo));
    const own = plans.find(({ name }) => name === kind);
    if (own === undefined) throw new Error(`Cannot start subgraph "${kind}": it has no plan`);
    return own;
  };
  return processes.startPart({
    name: kind,
    plan,
    onUp: ({ url }, part) => {
      demo.subgraphs.set(kind, part);
      addresses.setSubgraph(kind, url);
      sendToSubgraph(demo, kind);
      sendToGateway(demo);
    },
    onDown: () => {
      addresses.setSubgraph(kind, undefined);
      sendToGateway(demo);
    },
  });
}

/** Sends what the gateway cannot see: addresses of subgraphs, which partner processes are down, and whether all has started. */
function sendToGateway({ gateway, processes, addresses, isStarted }: Demo): void {
  const partners = Object.values(PARTNER_PROCESS_NAMES);
  const isDown = ({ name, isUp }: DemoPart) => partners.includes(name) && !isUp();
  const down = processes.parts.filter(isDown).map(({ name }) => name);
  gateway?.send({ subgraphs: Object.fromEntries(addresses.subgraphs), down, isStarted });
}

/** Sends the addresses of its partners. */
function sendToSubgraph({ subgraphs, addresses }: Demo, kind: string): void {
  const own = DEMO_SUBGRAPHS.find((one) => one.kind === kind)?.partners ?? [];
  const partners = own.map(({ id }) => [id, addresses.partners.get(id)]);
  subgraphs.get(kind)?.send({ partners: Object.fromEntries(partners) });
}

/** Waits until the gateway reaches every process, then prints the addresses. */
async function announceReady(demo: Demo): Promise<void> {
  const { processes, options, addresses, stopping, print } = demo;
  const gateway = `http://127.0.0.1:${demo.gatewayPort}`;
  const external = [...options.elsewhere.keys(), ...options.without];
  const missing = await untilHealthy(gateway, external, stopping.signal);
  if (stopping.signal.aborted) return;
  if (missing !== null) return processes.fail(missing);
  processes.setStarted();
  demo.isStarted = true;
  sendToGateway(demo);
  print(welcomeText({ gateway, addresses, subgraphs: subgraphUrls(demo), broken: options.broken }));
  print(`ready ${gateway}`);
  void makeLater(demo);
}

/** Builds the dashboard, which takes a second, and then makes the releases of statistics; nothing waits for them. */
async function makeLater(demo: Demo): Promise<void> {
  const { processes, options, location, stopping } = demo;
  await Promise.all(planDashboardBuild(location).map(processes.runTask));
  if (stopping.signal.aborted) return;
  for (const plan of planReleases(options, location, configFileOf(demo)))
    void processes.runTask(plan);
}

function subgraphUrls({ options, addresses }: Demo): ReadonlyMap<string, string> {
  const isThere = ([kind]: readonly [string, string]) => !options.without.includes(kind);
  return new Map([...addresses.subgraphs].filter(isThere));
}

/** Settles when the signal is aborted; children and signal handlers keep this process alive until then. */
function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
