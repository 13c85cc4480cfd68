/**
 * The demo for a measurement, in two parts: the partner systems, started once a scale since a large
 * world takes its time, and the graph (gateway and subgraphs), started afresh each round.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createAddresses, type KeptAddresses } from '../../mocks/start/addresses.ts';
import { DEMO_KINDS } from '../../mocks/start/demo-parts.ts';
import type { ProcessPlan } from '../../mocks/start/demo-process.ts';
import { demoOptions, demoSettings } from '../../mocks/start/options.ts';
import { choosePorts } from '../../mocks/start/ports.ts';
import {
  demoKinds,
  HOUSEHOLD_NAMES,
  planGateway,
  planPartnerSystems,
  planSubgraphs,
  type Places,
} from '../../mocks/start/process-plans.ts';
import { projectRoot } from '../../core/config/project-root.ts';
import { startPlanned, type Running } from './processes.ts';

/** The day of the demo's world, so that every run measures the same records. */
export const TODAY = '2026-11-21';

export interface PartnerHarness {
  readonly wish: PartnerWish;
  readonly addresses: KeptAddresses;
  readonly urls: Readonly<Record<string, string>>;
  /** What all partners together were asked since they started: HTTP requests and SQL statements. */
  calls(): Promise<number>;
  /** Every partner answers this much later from now on. */
  delay(delayMs: number): Promise<void>;
  stop(): Promise<void>;
}

export interface GraphHarness {
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
  return demoOptions(demoSettings.parse({ port, scale, date: TODAY, without }));
}

export async function startPartners(wish: PartnerWish): Promise<PartnerHarness> {
  const options = optionsOf(wish, 4000);
  const kinds = demoKinds(options);
  const households = [...new Set(kinds.flatMap(({ household }) => household ?? []))];
  const plans = households.map((household) =>
    withRoom(planPartnerSystems(household, options, PLACES)),
  );
  const running = await Promise.all(plans.map((plan) => startPlanned(plan, PARTNERS_READY_MS)));
  const nobody = 'http://127.0.0.1:0';
  const addresses = createAddresses(DEMO_KINDS, new Map(), { control: nobody, issuer: nobody });
  for (const { partners } of running) addresses.setPartners(new Map(Object.entries(partners)));
  const urls = kinds.flatMap(({ partners }) =>
    partners.map(({ id }) => [id, addresses.partners.get(id) ?? ''] as const),
  );
  // Each household is asked itself: one would not wait long for the other while it is busy.
  const deskOf = new Map(running.map(({ name, url }) => [name, url]));
  return {
    wish,
    addresses,
    urls: Object.fromEntries(urls),
    calls: async () => {
      const counts = await Promise.all([...deskOf.values()].map(callsAt));
      const byPartner: Record<string, number> = Object.assign({}, ...counts);
      return Object.values(byPartner).reduce((sum, own) => sum + own, 0);
    },
    delay: async (delayMs) => {
      for (const { kind, household } of kinds)
        if (household !== null)
          await delayKind(deskOf.get(HOUSEHOLD_NAMES[household]) ?? '', kind, delayMs);
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
export async function startSupergraphRuntime(
  { wish, addresses }: PartnerHarness,
  change: (plan: ProcessPlan) => ProcessPlan = (plan) => plan,
): Promise<GraphHarness> {
  const [port = 0] = await choosePorts([0]);
  const options = optionsOf(wish, port);
  const logs = mkdtempSync(join(tmpdir(), 'vakgraaf-bench-logs-'));
  const nowhere = { explorer: join(logs, 'none'), dashboard: join(logs, 'none') };
  const plans = planSubgraphs(options, addresses, PLACES).map((plan) => withLogsIn(logs, plan));
  const subgraphs = await Promise.all(plans.map((plan) => startPlanned(change(plan), 60_000)));
  for (const { name, url } of subgraphs) addresses.setSubgraph(name, url);
  const plan = withLogsIn(logs, planGateway(options, addresses, PLACES, nowhere));
  const gateway = await startPlanned(change(plan), 60_000);
  return {
    url: `http://127.0.0.1:${port}/graphql`,
    gateway,
    subgraphs,
    subgraphUrls: new Map(subgraphs.map(({ name, url }) => [name, url])),
    logs,
    stop: async () => {
      await Promise.all([gateway, ...subgraphs].map((one) => one.stop()));
      rmSync(logs, { recursive: true, force: true });
    },
  };
}

function withLogsIn(folder: string, plan: ProcessPlan): ProcessPlan {
  const at = plan.args.indexOf('--audit-folder') + 1;
  return at === 0 ? plan : { ...plan, args: plan.args.with(at, join(folder, plan.name)) };
}
