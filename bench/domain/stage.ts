/**
 * The demo for a measurement, in two parts: the partner systems, started once a scale since a large
 * world takes its time, and the graph (gateway and subgraphs), started afresh each round.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { partnerUrl, type Household } from '../../mocks/start/demo-parts.ts';
import type { ProcessPlan } from '../../mocks/start/demo-process.ts';
import { parseOptions } from '../../mocks/start/options.ts';
import { choosePorts } from '../../mocks/start/ports.ts';
import {
  chooseAddresses,
  demoKinds,
  planGateway,
  planPartnerSystems,
  planSubgraphs,
  type DemoAddresses,
  type Places,
} from '../../mocks/start/process-plans.ts';
import { projectRoot } from '../../schema/project-root.ts';
import { startPlanned, type Running } from './processes.ts';

/** The day of the demo's world, so that every run measures the same records. */
export const TODAY = '2026-11-21';

export interface PartnerStage {
  readonly wish: PartnerWish;
  readonly addresses: DemoAddresses;
  readonly urls: Readonly<Record<string, string>>;
  /** What all partners together were asked since they started: HTTP requests and SQL statements. */
  calls(): Promise<number>;
  /** Every partner answers this much later from now on. */
  delay(delayMs: number): Promise<void>;
  stop(): Promise<void>;
}

export interface GraphStage {
  readonly url: string;
  readonly gateway: Running;
  readonly subgraphs: readonly Running[];
  readonly subgraphUrls: ReadonlyMap<string, string>;
  /** A folder with the account of each process. */
  readonly logs: string;
  stop(): Promise<void>;
}

/** Compiled by the benchmark itself, into a folder that nothing else writes to. */
const PLACES: Places = {
  code: join(projectRoot(), '.cache/bench'),
  root: projectRoot(),
  extension: '.js',
};
/** A hundred times the records take most of a minute to make, on each side. */
const PARTNERS_READY_MS = 600_000;

export interface PartnerWish {
  readonly scale: number;
  /** Kinds that are left out, partners and subgraph. */
  readonly without?: readonly string[];
}

function optionsOf({ scale, without = [] }: PartnerWish, port: number) {
  const args = ['--free-ports', '--scale', String(scale), '--date', TODAY];
  const left = without.flatMap((kind) => ['--without', kind]);
  const options = parseOptions([...args, ...left], String(port));
  if (options === 'help') throw new Error('Cannot start: these options ask for help');
  return options;
}

export async function startPartners(wish: PartnerWish): Promise<PartnerStage> {
  const options = optionsOf(wish, 4000);
  const addresses = await chooseAddresses(options);
  const all = planPartnerSystems(options, addresses, PLACES).map(withRoom);
  const plans = all.filter(({ args }) => args.includes('--partner'));
  const running = await Promise.all(plans.map((plan) => startPlanned(plan, PARTNERS_READY_MS)));
  const kinds = demoKinds(options);
  const urls = kinds.flatMap(({ household, partners }) =>
    partners.map(({ id }) => [
      id,
      partnerUrl(household ?? 'servers', id, addresses.partnerPorts.get(id) ?? 0),
    ]),
  );
  // Each household is asked itself: one would not wait long for the other while it is busy.
  const deskOf = (household: Household) =>
    household === 'databases' ? addresses.databasesControl : addresses.control;
  const desks = [...new Set(kinds.flatMap(({ household }) => household ?? []))].map(deskOf);
  return {
    wish,
    addresses,
    urls: Object.fromEntries(urls),
    calls: async () => {
      const counts = await Promise.all(desks.map(callsAt));
      const byPartner: Record<string, number> = Object.assign({}, ...counts);
      return Object.values(byPartner).reduce((sum, own) => sum + own, 0);
    },
    delay: async (delayMs) => {
      for (const { kind, household } of kinds)
        if (household !== null) await delayKind(deskOf(household), kind, delayMs);
    },
    stop: async () => {
      await Promise.all(running.map((one) => one.stop()));
    },
  };
}

async function callsAt(control: string): Promise<Readonly<Record<string, number>>> {
  const response = await fetch(`${control}/calls`);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- answered by mocks/control.ts
  return ((await response.json()) as { calls: Record<string, number> }).calls;
}

async function delayKind(control: string, partner: string, delayMs: number): Promise<void> {
  const response = await fetch(`${control}/delays`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ partner, delayMs }),
  });
  if (!response.ok) throw new Error(`Cannot delay "${partner}": ${await response.text()}`);
}

/** A partner's memory is not what is measured: a larger world gets more of it. */
function withRoom(plan: ProcessPlan): ProcessPlan {
  const flags = (plan.nodeFlags ?? []).filter((flag) => !flag.startsWith('--max-old-space-size'));
  return { ...plan, nodeFlags: [...flags, '--max-old-space-size=3072'] };
}

/** The gateway and its subgraphs with the flags and settings of `npm start`, account included. */
export async function startGraph(
  { wish, addresses }: PartnerStage,
  change: (plan: ProcessPlan) => ProcessPlan = (plan) => plan,
): Promise<GraphStage> {
  const kinds = demoKinds(optionsOf(wish, 4000));
  const [port = 0, ...ports] = await choosePorts([0, ...kinds.map(() => 0)]);
  const own = {
    ...addresses,
    subgraphs: new Map(
      kinds.map(({ kind }, index) => [kind, `http://127.0.0.1:${ports[index]}/graphql`]),
    ),
  };
  const options = optionsOf(wish, port);
  const logs = mkdtempSync(join(tmpdir(), 'vakgraaf-bench-logs-'));
  const nowhere = { explorer: join(logs, 'none'), dashboard: join(logs, 'none') };
  const plans = planSubgraphs(options, own, PLACES).map((plan) => withLogsIn(logs, plan));
  const gatewayPlan = withLogsIn(logs, planGateway(options, own, PLACES, nowhere));
  const [gateway, ...subgraphs] = await Promise.all(
    [gatewayPlan, ...plans].map((plan) => startPlanned(change(plan), 60_000)),
  );
  if (gateway === undefined) throw new Error('Cannot start the gateway');
  return {
    url: `http://127.0.0.1:${port}/graphql`,
    gateway,
    subgraphs,
    subgraphUrls: own.subgraphs,
    logs,
    stop: async () => {
      await Promise.all([gateway, ...subgraphs].map((one) => one.stop()));
      rmSync(logs, { recursive: true, force: true });
    },
  };
}

function withLogsIn(folder: string, plan: ProcessPlan): ProcessPlan {
  const at = plan.args.indexOf('--account-folder') + 1;
  return at === 0 ? plan : { ...plan, args: plan.args.with(at, join(folder, plan.name)) };
}
