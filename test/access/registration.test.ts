/** In production a purpose opens case records only with a registered legal basis, controller and date. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exportJWK, generateKeyPair, type JWK } from 'jose';
import pino from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { projectRoot } from '../../core/config/project-root.ts';
import { forRealPartners, readPurposes, type Purposes } from '../../core/purposes/purposes.ts';
import { createContextSigner } from '../../gateway/authentication/sign-context.ts';
import { startSubgraph } from '../../subgraphs/start-subgraph.ts';
import { startSmallGateway, type SmallGateway } from '../gateway/support/small-gateway.ts';
import { quarterKeys } from '../support/quarter-keys.ts';
import { REGISTRATION, registeredPurposes } from '../support/registered-purposes.ts';
import { partnersAt } from '../support/subgraph-harness.ts';

const { basis, controller, registeredOn } = REGISTRATION;

const LISTS: readonly (readonly [string, Purposes, { en: string; nl: string } | null])[] = [
  [
    'no legal basis',
    registeredPurposes({ controller, registeredOn }),
    { en: 'legal basis', nl: 'grondslag' },
  ],
  [
    'no controller',
    registeredPurposes({ basis, registeredOn }),
    { en: 'controller', nl: 'verwerkingsverantwoordelijke' },
  ],
  [
    'no date',
    registeredPurposes({ basis, controller }),
    { en: 'date of registration', nl: 'datum van registratie' },
  ],
  [
    'the registration of the demo',
    readPurposes(),
    {
      en: 'legal basis, controller, date of registration',
      nl: 'grondslag, verwerkingsverantwoordelijke, datum van registratie',
    },
  ],
  [
    'the controller of the demo',
    registeredPurposes({
      ...REGISTRATION,
      controller: { ...controller, oin: '00000099000000000000' },
    }),
    { en: 'controller', nl: 'verwerkingsverantwoordelijke' },
  ],
  [
    'a date in the future',
    registeredPurposes({ ...REGISTRATION, registeredOn: '9999-12-31' }),
    { en: 'date of registration', nl: 'datum van registratie' },
  ],
  [
    'a validFrom in the future',
    registeredPurposes({ ...REGISTRATION, validFrom: '9999-12-31T00:00:00Z' }),
    { en: 'a validFrom that has passed', nl: 'een ingangsdatum die voorbij is' },
  ],
  ['all three', registeredPurposes(), null],
];

const RULE = 'purpose:case | purpose:matching | purpose:inzage';
const refusal = (missing: { en: string; nl: string }, rule: string) =>
  `needs a purpose that satisfies "${rule}", and purpose "matching of job seekers" is not registered yet;` +
  ` missing: ${missing.en} / Veld "FIELD" vraagt een doel dat voldoet aan "${rule}",` +
  ` en doel "matching van werkzoekenden" is nog niet geregistreerd; er ontbreekt: ${missing.nl}`;

let gateway: SmallGateway;
let folder: string;
let gatewayKeys: { keys: JWK[] };
let sign: ReturnType<typeof createContextSigner>;
beforeAll(async () => {
  gateway = await startSmallGateway({
    supergraphSdl: readFileSync(join(projectRoot(), 'schema/supergraph.graphql'), 'utf8'),
    subgraphUrls: new Map([['uwv', 'http://127.0.0.1:1/graphql']]),
  });
  folder = mkdtempSync(join(tmpdir(), 'vakgraaf-registration-'));
  writeFileSync(
    join(folder, 'person.json'),
    JSON.stringify({
      domain: 'person',
      keys: quarterKeys('key'),
    }),
    { mode: 0o600 },
  );
  const { publicKey, privateKey } = await generateKeyPair('EdDSA', { extractable: true });
  gatewayKeys = { keys: [{ ...(await exportJWK(publicKey)), kid: 'test' }] };
  sign = createContextSigner({ ...(await exportJWK(privateKey)), kid: 'test' });
});
afterAll(async () => {
  await gateway.stop();
  rmSync(folder, { recursive: true });
});

const QUERY = '{ jobseekers(first: 1) { nodes { __typename } } }';
const MATCHER = {
  consumer: '00000099000000001000',
  scopes: ['llo:case'],
  purposes: ['urn:llo:purpose:matching'],
};
const DESK = {
  consumer: '00000099000000011000',
  scopes: ['llo:case'],
  purposes: ['urn:llo:purpose:voucher-support'],
};

test.each(LISTS)('the gateway with %s in the list of purposes', async (_, purposes, missing) => {
  await gateway.reload({ purposes: forRealPartners(purposes) });
  const { body } = await gateway.ask(QUERY, { token: await gateway.token(MATCHER) });
  if (missing === null) {
    // Past the access rules: the subgraph of this test does not listen.
    expect(body).toMatchObject({
      data: { jobseekers: null },
      errors: [{ extensions: { code: 'PARTNER_NO_ANSWER', kind: 'uwv' } }],
    });
    return;
  }
  const rule = 'purpose:development | purpose:matching';
  const message = `Field "FIELD" ${refusal(missing, rule)}`;
  expect(body).toEqual({
    data: null,
    errors: [
      {
        message: message.replaceAll('FIELD', 'Query.jobseekers'),
        path: ['jobseekers'],
        extensions: { code: 'PURPOSE_DENIED' },
      },
    ],
  });
});

test('the voucher desk of a fund receives nothing in production until its purpose is registered', async () => {
  const token = await gateway.token(DESK);
  const query = '{ voucherByNumber(number: "WT-0000-0000") { status } }';
  const rule = 'purpose:voucher-support | purpose:development';
  const field = '"Query.voucherByNumber"';
  await gateway.reload({ purposes: forRealPartners(readPurposes()) });
  expect((await gateway.ask(query, { token })).body).toEqual({
    data: null,
    errors: [
      {
        message:
          `Field ${field} needs a purpose that satisfies "${rule}", and purpose "support with a voucher"` +
          ' is not registered yet; missing: legal basis, controller, date of registration' +
          ` / Veld ${field} vraagt een doel dat voldoet aan "${rule}", en doel "ondersteuning bij een voucher"` +
          ' is nog niet geregistreerd; er ontbreekt: grondslag, verwerkingsverantwoordelijke, datum van registratie',
        path: ['voucherByNumber'],
        extensions: { code: 'PURPOSE_DENIED' },
      },
    ],
  });
  await gateway.reload({ purposes: forRealPartners(registeredPurposes()) });
  // Past the access rules: the gateway of this test knows no subgraph of funds.
  expect((await gateway.ask(query, { token })).body).toMatchObject({
    data: { voucherByNumber: null },
    errors: [{ extensions: { code: 'PARTNER_NO_ANSWER', kind: 'funds' } }],
  });
});

/** Sends an operation about a person to a subgraph of real partners with this list of purposes. */
async function askSubgraph(purposes: Purposes, selection: string) {
  const lines: string[] = [];
  const list = partnersAt({ uwv: 'http://127.0.0.1:1' });
  const subgraph = await startSubgraph({
    kind: 'uwv',
    port: 0,
    isDemo: true,
    partners: { ...list, partners: list.partners.map((one) => ({ ...one, synthetic: false })) },
    purposes,
    gatewayKeys,
    keyFiles: [join(folder, 'person.json')],
    secretOf: () => 'a secret of its own',
    log: pino({}, { write: (line) => void lines.push(line) }),
  });
  const query = `{ _entities(representations: [{ __typename: "Person", id: "x" }]) { ... on Person { ${selection} } } }`;
  const body = JSON.stringify({ query });
  const [purpose] = MATCHER.purposes;
  const principal = {
    ...MATCHER,
    isPublic: false as const,
    purpose: purposes.get(purpose ?? ''),
    subject: undefined,
  };
  const response = await fetch(subgraph.url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-llo-context': sign(principal, 'uwv', body) ?? '',
    },
    body,
  });
  const result = (await response.json()) as object;
  await subgraph.stop();
  return { result, log: lines.join('') };
}

test.each(LISTS)(
  'a subgraph of real partners with %s in its own list of purposes',
  async (_, purposes, missing) => {
    const { result, log } = await askSubgraph(purposes, 'id');
    if (missing === null) {
      expect(result).toMatchObject({ errors: [{ extensions: { code: 'ID_INVALID' } }] });
      return;
    }
    const message = `Field "FIELD" ${refusal(missing, RULE)}`;
    expect(result).toEqual({
      data: null,
      errors: [
        {
          message: message.replaceAll('FIELD', 'Person.id'),
          path: ['_entities', 'id'],
          extensions: { code: 'PURPOSE_DENIED' },
        },
      ],
    });
    expect(log).toContain(
      `Purpose \\"urn:llo:purpose:matching\\" opens no case records: missing ${missing.en}`,
    );
  },
);

test('gateway and subgraph deny a field that the purpose does not list, which its policies open', async () => {
  const purposes = new Map(
    [...registeredPurposes()].map(([uri, one]) => {
      const profile = one.fields?.['JobseekerProfile']?.filter((name) => name !== 'region') ?? [];
      return [uri, { ...one, fields: { ...one.fields, JobseekerProfile: profile } }] as const;
    }),
  );
  const denied = (path: readonly string[]) => ({
    data: null,
    errors: [
      {
        message:
          'Field "JobseekerProfile.region" is none of the fields that purpose "matching of job seekers" needs' +
          ' / Veld "JobseekerProfile.region" hoort niet bij de velden die nodig zijn voor doel "matching van werkzoekenden"',
        path,
        extensions: { code: 'PURPOSE_DENIED' },
      },
    ],
  });
  await gateway.reload({ purposes });
  const profile = 'jobseekerProfile { availableFrom region { code } }';
  const { body } = await gateway.ask(`{ jobseekers { nodes { ${profile} } } }`, {
    token: await gateway.token(MATCHER),
  });
  expect(body).toEqual(denied(['jobseekers', 'nodes', 'jobseekerProfile', 'region']));
  const { result } = await askSubgraph(purposes, profile);
  expect(result).toEqual(denied(['_entities', 'jobseekerProfile', 'region']));
});
