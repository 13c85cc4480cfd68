/**
 * What every subgraph promises, whatever its partners speak. Those without partner systems
 * are left out: they send no request that could fail, and hold no secret.
 */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { JWK } from 'jose';
import pino, { type Logger } from 'pino';
import { checkSubgraph } from '../../cli/subgraph-check/check-subgraph.ts';
import { readPurposes } from '../../core/purposes/purposes.ts';
import { startSchools } from '../../mocks/education/start-schools.ts';
import { startFunds } from '../../mocks/funds/start-funds.ts';
import { startCaseSystem } from '../../mocks/guidance/start-case-system.ts';
import type { PartnerSystem } from '../../mocks/partner-system.ts';
import { startProvinces } from '../../mocks/provinces/start-provinces.ts';
import { startUwv } from '../../mocks/uwv/start-uwv.ts';
import { createWorld } from '../../mocks/world/create-world.ts';
import { trajectoriesOf } from '../../mocks/world/trajectories.ts';
import { SUBGRAPH_NAMES, type SubgraphName } from '../../core/federation/subgraph-names.ts';
import { education } from '../../subgraphs/education/index.ts';
import { funds } from '../../subgraphs/funds/index.ts';
import { guidance } from '../../subgraphs/guidance/index.ts';
import { readKeySets, type KeyDomain } from '../../subgraphs/kit/ids/key-set.ts';
import { keyFile } from '../support/config-file.ts';
import {
  assembleSubgraph,
  type AssembledSubgraph,
} from '../../subgraphs/kit/server/assemble-subgraph.ts';
import { createRequestExecutor } from '../../subgraphs/kit/server/execute-request.ts';
import { createAuditConfirmation } from '../../subgraphs/kit/audit/audit-confirmation.ts';
import { NO_AUDIT_LOG } from '../../subgraphs/kit/audit/subgraph-audit-log.ts';
import type { ConnectedPartners } from '../../subgraphs/kit/partners/connect-partners.ts';
import { createPartnerTraffic } from '../../subgraphs/kit/partners/partner-request.ts';
import type { SubgraphDefinition } from '../../subgraphs/kit/subgraph/subgraph-definition.ts';
import { fundsOf, partnersOf, provincesOf, type PartnerList } from '../../subgraphs/partners.ts';
import { provinces } from '../../subgraphs/provinces/index.ts';
import { warmUpTableReader } from '../../subgraphs/provinces/table-reader.ts';
import { startSubgraph } from '../../subgraphs/start-subgraph.ts';
import { uwv } from '../../subgraphs/uwv/index.ts';
import {
  COACH,
  encryptedFor,
  NOW,
  partnersAt,
  readDemoKey,
  settingsOf,
  startSubgraphHarness,
  type SubgraphHarness,
} from '../support/subgraph-harness.ts';
import { TEST_DAY } from '../support/test-day.ts';

const world = createWorld({ date: TEST_DAY });

const WITHOUT_PARTNERS = ['reference', 'insights'] as const;

interface Contract {
  readonly name: Exclude<SubgraphName, (typeof WITHOUT_PARTNERS)[number]>;
  readonly domains: readonly KeyDomain[];
  readonly partner: string;
  readonly startPartner: () => Promise<PartnerSystem>;
  /** An entity of this partner: a field of it, and ids that the partner knows. */
  readonly typeName: string;
  readonly field: string;
  readonly isList?: true;
  readonly knownIds: () => readonly string[];
  /** How many calls any number of these entities costs the partner. */
  readonly calls: number;
  /** Data that needs a signed context; null where everything is public. */
  readonly protectedData: readonly [typeName: string, selection: string] | null;
  /** Faults that its protocol cannot tell from a connection that broke. */
  readonly faults?: Readonly<Record<string, string>>;
  /** The setting of a secret, and the list with an entry that names it; null without secrets. */
  readonly secret:
    readonly [setting: string, withSecret: (list: PartnerList) => PartnerList] | null;
  readonly assembleWithFailingSource: (list: PartnerList, log: Logger) => AssembledSubgraph;
}

const FUND = 'otib';
const SCHOOL = 'aventus';
const SYSTEM = 'leerwerkloket-stedenvierkant';
const PROVINCE = 'drenthe';

const voucherId = (number: string) =>
  encryptedFor(COACH, 'voucher', 'llo-voucher/v1', `${FUND}:${number}`);
const personId = (number: string) => encryptedFor(COACH, 'person', 'llo-person/v1', number);
const trajectoryId = (number: string) =>
  encryptedFor(COACH, 'voucher', 'llo-trajectory/v1', `${SYSTEM}:${number}`);

const CONTRACTS: readonly Contract[] = [
  {
    name: 'funds',
    domains: ['voucher'],
    partner: FUND,
    startPartner: async () => only(await startFunds(world, { funds: [FUND] })),
    typeName: 'Voucher',
    field: 'issuedOn',
    knownIds: () =>
      firstThree(world.vouchers.filter(({ fund }) => fund === FUND)).map(({ number }) =>
        voucherId(number),
      ),
    calls: 1,
    protectedData: ['Voucher', 'issuedOn'],
    faults: { html: 'unreachable', half: 'unreachable' },
    secret: [
      'FUND_PASSWORD',
      (list) => ({
        ...list,
        partners: partnersOf(list, 'funds').map((one) => ({
          ...one,
          password: { setting: 'FUND_PASSWORD' },
        })),
      }),
    ],
    assembleWithFailingSource: (list, log) => assembleFailing(funds, fundsOf(list), log),
  },
  {
    name: 'education',
    domains: ['voucher', 'person'],
    partner: SCHOOL,
    startPartner: async () => only(await startSchools(world, { schools: [SCHOOL] })),
    typeName: 'Training',
    field: 'name',
    knownIds: () =>
      firstThree(world.trainings.filter(({ school }) => school === SCHOOL)).map(
        ({ id }) => `${SCHOOL}:${id}`,
      ),
    // OOAPI has two lists, programs and courses.
    calls: 2,
    protectedData: ['Person', 'enrolments { id }'],
    secret: [
      'SCHOOL_SECRET',
      (list) => ({
        ...list,
        partners: partnersOf(list, 'education').map((one) => ({
          ...one,
          oauth: {
            tokenPath: '/oauth/token',
            clientId: 'vakgraaf',
            clientSecret: { setting: 'SCHOOL_SECRET' },
          },
        })),
      }),
    ],
    assembleWithFailingSource: (list, log) =>
      assembleFailing(education, partnersOf(list, 'education'), log),
  },
  {
    name: 'uwv',
    domains: ['person'],
    partner: 'uwv',
    startPartner: () => startUwv(world),
    typeName: 'Person',
    field: 'benefitEpisodes',
    isList: true,
    knownIds: () => firstThree(world.people).map(({ bsn }) => personId(bsn)),
    // The question about membership, and that about the people whom UWV holds.
    calls: 2,
    protectedData: ['Person', 'benefitEpisodes { id }'],
    secret: ['UWV_CLIENT_SECRET', (list) => list],
    assembleWithFailingSource: (list, log) => assembleFailing(uwv, partnersOf(list, 'uwv'), log),
  },
  {
    name: 'guidance',
    domains: ['voucher', 'person', 'coach'],
    partner: SYSTEM,
    startPartner: () => startCaseSystem(world, { id: SYSTEM, port: 0 }),
    typeName: 'Trajectory',
    field: 'startedOn',
    knownIds: () =>
      firstThree(trajectoriesOf(world).filter(({ system }) => system === SYSTEM)).map(
        ({ number }) => trajectoryId(number),
      ),
    calls: 1,
    protectedData: ['Trajectory', 'startedOn'],
    secret: ['LEERWERKLOKET_CLIENT_SECRET', (list) => list],
    assembleWithFailingSource: (list, log) =>
      assembleFailing(guidance, partnersOf(list, 'guidance'), log),
  },
  {
    name: 'provinces',
    domains: [],
    partner: PROVINCE,
    startPartner: async () => {
      const systems = await startProvinces(world, { provinces: [PROVINCE] });
      await warmUpTableReader();
      return only(systems);
    },
    typeName: 'Pilot',
    field: 'name',
    knownIds: () => [`${PROVINCE}:DR-P1`],
    calls: 1,
    protectedData: null,
    secret: null,
    assembleWithFailingSource: (list, log) => assembleFailing(provinces, provincesOf(list), log),
  },
];

test('every subgraph with partners is in this suite', () => {
  expect([...CONTRACTS.map(({ name }) => name), ...WITHOUT_PARTNERS]).toEqual([...SUBGRAPH_NAMES]);
});

test.each(WITHOUT_PARTNERS)(
  'the check that partners run on their own subgraphs finds nothing wrong with %s',
  async (name) => {
    const harness = await startSubgraphHarness(name, partnersAt({}), []);
    const failures = await failuresOf(harness, name, []);
    await harness.stop();
    expect(failures).toEqual([]);
  },
);

const FAULTS = [
  ['down', 'unreachable'],
  ['late', 'late'],
  ['garbled', 'garbled'],
  ['html', 'garbled'],
  ['half', 'garbled'],
] as const;

describe.each(CONTRACTS)('subgraph $name', (contract) => {
  const { name, domains, partner, typeName, field, calls, protectedData, secret } = contract;
  const selection = contract.isList ? `${field} { __typename }` : field;
  let system: PartnerSystem;
  let harness: SubgraphHarness;

  beforeAll(async () => {
    system = await contract.startPartner();
  }, 60_000);
  beforeEach(async () => {
    system.setFault(null);
    harness = await startSubgraphHarness(name, partnersAt({ [partner]: system.url }), domains);
    return () => harness.stop();
  });
  afterAll(() => system.stop());

  const entities = (ids: readonly string[]) => harness.entities(COACH, typeName, ids, selection);
  const withoutValue = (ids: readonly string[]) => ids.map(() => ({ [field]: null }));

  test(`a batch of several entities costs the partner ${calls === 1 ? 'one call' : `${calls} calls`}`, async () => {
    const ids = contract.knownIds();
    await entities(ids.slice(0, 1));
    system.resetCalls();
    const { data, errors } = await entities(ids);
    expect({ errors, calls: system.calls() }).toEqual({ errors: undefined, calls });
    expect(JSON.stringify(data)).not.toContain('null');
  });

  test.each([null, 'down'] as const)(
    'the check that partners run on their own subgraphs finds nothing, with a partner of which the fault is %j',
    async (fault) => {
      system.setFault(fault);
      expect(
        await failuresOf(harness, name, domains, fault === null ? undefined : partner),
      ).toEqual([]);
    },
  );

  test.each(FAULTS)(
    'while the partner is %s its fields are null and one error names it (fault "%s" over HTTP)',
    async (mockFault, usualFault) => {
      const fault = contract.faults?.[mockFault] ?? usualFault;
      const ids = contract.knownIds();
      system.setFault(mockFault);
      expect(await entities(ids)).toEqual({
        data: { _entities: withoutValue(ids) },
        errors: [
          {
            message: `Partner "${partner}" gave no answer: ${fault}`,
            path: ['_entities', 0, ...pathOf(contract)],
            extensions: { code: 'PARTNER_NO_ANSWER', partner, kind: name, fault },
          },
        ],
      });
    },
  );

  test('an exception in a source is logged and reported as fault "garbled" of that partner', async () => {
    const lines: string[] = [];
    const log = pino({}, { write: (line) => lines.push(line) });
    const list = partnersAt({ [partner]: system.url });
    const subgraph = contract.assembleWithFailingSource(list, log);
    const { execute } = createRequestExecutor({
      name,
      subgraph,
      keySets: {},
      purposes: new Map(),
      auditLog: NO_AUDIT_LOG,
      countVolume: () => null,
      partnerWithOin: () => null,
      privacyContactOf: () => null,
      readContext: () => Promise.resolve(null),
      now: () => NOW,
      today: TEST_DAY,
      log,
    });
    const response = await execute({
      query: `{ _entities(representations: [{ __typename: "PartnerBoard", moment: "now" }]) {
        ... on PartnerBoard { ${name} { id state fault } } } }`,
      variables: {},
      operationName: undefined,
      context: undefined,
      digest: '',
      signal: new AbortController().signal,
      traffic: createPartnerTraffic(),
      confirmation: createAuditConfirmation(),
    });
    await subgraph.stop();
    expect(JSON.parse(JSON.stringify(response))).toEqual({
      data: { _entities: [{ [name]: [{ id: partner, state: 'SILENT', fault: 'garbled' }] }] },
      notOffered: [],
    });
    expect(lines.join('')).toContain('"error":"TypeError"');
    expect(lines.join('')).not.toContain('secret in the message');
  });

  test.skipIf(protectedData === null)(
    'without a context protected data is UNAUTHENTICATED and the partner gets no request',
    async () => {
      const [type = '', protectedSelection = ''] = protectedData ?? [];
      system.resetCalls();
      const response = await harness.entities(null, type, contract.knownIds(), protectedSelection);
      expect({ ...response, errors: response.errors?.map(({ extensions }) => extensions) }).toEqual(
        {
          data: null,
          errors: [{ code: 'UNAUTHENTICATED' }],
        },
      );
      expect(system.calls()).toBe(0);
    },
  );

  test.skipIf(secret === null).each([undefined, ''])(
    'a secret that an entry names and that is %j stops the start',
    async (value) => {
      const [setting = '', withSecret] = secret ?? [];
      const list = partnersAt({ [partner]: system.url });
      const options = settingsOf(name, withSecret?.(list) ?? list, domains);
      await expect(startSubgraph({ ...options, secretOf: () => value })).rejects.toThrow(
        `Cannot reach partner "${partner}": set ${setting} to its secret`,
      );
    },
  );
});

/** What the check of subgraphs finds wrong. */
async function failuresOf(
  { url }: SubgraphHarness,
  kind: SubgraphName,
  domains: readonly KeyDomain[],
  unavailable?: string,
) {
  const keyFiles = domains.map((one) => keyFile(`${one}.key`));
  const findings = await checkSubgraph({
    url,
    kind,
    contextKey: readDemoKey('gateway.private') as JWK,
    keySets: readKeySets(keyFiles, domains, kind),
    purposes: readPurposes(),
    consumer: COACH.consumer,
    records: [],
    unavailable,
    now: NOW,
  });
  return findings.filter(({ status }) => status === 'failure');
}

/** An entity that is a record reports at the entity, a part of a person's file at its field. */
function pathOf({ isList, field }: Contract): readonly string[] {
  return isList ? [field] : [];
}

function only(systems: readonly PartnerSystem[]): PartnerSystem {
  const [system] = systems;
  if (system === undefined || systems.length > 1) throw new Error('Expected one partner system');
  return system;
}

function firstThree<Item>(items: readonly Item[]): readonly Item[] {
  return items.slice(0, 3);
}

/** The subgraph with sources of which every method throws. */
function assembleFailing<
  Entry,
  Sources extends ConnectedPartners<{ readonly source: object }>,
  Loaders,
>(
  definition: SubgraphDefinition<Entry, Sources, Loaders>,
  entries: readonly Entry[],
  log: Logger,
): AssembledSubgraph {
  const failing: SubgraphDefinition<Entry, Sources, Loaders> = {
    ...definition,
    connect: (...given) => {
      const connected = definition.connect(...given);
      const partners = connected.partners.map((one) => ({
        ...one,
        source: withFailingMethods(one.source),
      }));
      return Object.assign(connected, { partners });
    },
  };
  return assembleSubgraph(failing, entries, { secretOf: () => 'x', log });
}

function withFailingMethods<Source extends object>(source: Source): Source {
  return new Proxy(source, {
    get: (target, property, receiver) => {
      const value: unknown = Reflect.get(target, property, receiver);
      // What only describes a source, such as the file of a register, stays as it is.
      if (typeof value !== 'function' || property === 'fileOf') return value;
      return () => {
        throw new TypeError('secret in the message');
      };
    },
  });
}
