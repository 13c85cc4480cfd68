import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { renameSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startSchools } from '../../mocks/education/start-schools.ts';
import { startCaseSystem } from '../../mocks/guidance/start-case-system.ts';
import type { PartnerSystem } from '../../mocks/partner-system.ts';
import { startUwv } from '../../mocks/uwv/start-uwv.ts';
import { createWorld } from '../../mocks/world/create-world.ts';
import { encryptDataSubject } from '../../subgraphs/kit/audit/subject-id.ts';
import { readKeySet } from '../../subgraphs/kit/ids/key-set.ts';
import { citizen, COACH, MATCHER, NOW, encryptedFor } from '../support/subgraph-harness.ts';
import { TEST_DAY } from '../support/test-day.ts';
import { QUERY_HASH, startAuditedSubgraph, type AuditedSubgraph } from './audited-subgraph.ts';

const world = createWorld({ date: TEST_DAY });
const keySets = {
  person: readKeySet('mocks/demo-keys/person.key.json'),
  voucher: readKeySet('mocks/demo-keys/voucher.key.json'),
};
const number = world.people[0]?.bsn ?? '';
const operation = expect.stringMatching(/^[0-9a-f]{16}$/) as string;

const personAt = (partner: string) =>
  encryptDataSubject({ type: 'person', partner, text: number }, keySets, NOW);

const BENEFITS = `query ($id: ID!) { _entities(representations: [{ __typename: "Person", id: $id }]) {
  ... on Person { benefitEpisodes { type } } } }`;

function benefitsOf(one: string, client = COACH) {
  return { id: encryptedFor(client, 'person', 'llo-person/v1', one) };
}

describe('the audit log of the uwv subgraph', () => {
  let uwv: PartnerSystem;
  let subgraph: AuditedSubgraph;
  beforeAll(async () => {
    uwv = await startUwv(world);
    subgraph = await startAuditedSubgraph('uwv', { uwv: uwv.url }, ['person']);
  });
  afterAll(async () => {
    await subgraph.stop();
    await uwv.stop();
  });

  test('has one line for a person, with the fields of both LDV texts and without the user', async () => {
    const response = await subgraph.ask(COACH, BENEFITS, benefitsOf(number));
    expect(response.errors).toBeUndefined();
    expect(subgraph.lines()).toEqual([
      {
        trace_id: '0af7651916cd43dd8448eb211c80319c',
        operation_id: operation,
        span_id: operation,
        parent_span_id: 'b7ad6b7169203331',
        status_code: 1,
        status: 'Ok',
        name: 'uwv: Person',
        start_time: NOW.getTime(),
        end_time: NOW.getTime(),
        foreign_operation: {
          trace_id: '0af7651916cd43dd8448eb211c80319c',
          operation_id: 'b7ad6b7169203331',
          entity: 'urn:llo:gateway',
        },
        resource: { attributes: { 'service.name': 'vakgraaf-uwv' } },
        attributes: {
          'dpl.core.processing_activity_id': 'urn:llo:processing:case-guidance',
          'dpl.core.data_subject_id': personAt('uwv'),
          'dpl.core.data_subject_id_type': 'person',
          'dpl.core.foreign_operation.processor': 'urn:llo:gateway',
          'llo.purpose': COACH.purpose,
          'llo.consumer': COACH.consumer,
          'llo.partner': 'uwv',
          'llo.categories': 'BenefitEpisode',
          'llo.gateway.query_hash': QUERY_HASH,
        },
      },
    ]);
  });

  test('has one line for each of 50 people, with one operation id', async () => {
    const before = subgraph.lines().length;
    await subgraph.ask(MATCHER, '{ jobseekers(first: 50) { nodes { id } } }');
    const lines = subgraph.lines().slice(before);
    expect(lines).toHaveLength(50);
    expect(new Set(lines.map((line) => line.operation_id)).size).toBe(1);
    expect(new Set(lines.map((line) => line.attributes['dpl.core.data_subject_id'])).size).toBe(50);
  });

  test('uses the same data subject id for every client and purpose', async () => {
    const before = subgraph.lines().length;
    const other = { ...COACH, consumer: '00000099000000004000' };
    await subgraph.ask(other, BENEFITS, benefitsOf(number, other));
    expect(
      subgraph
        .lines()
        .slice(before)
        .map((line) => line.attributes['dpl.core.data_subject_id']),
    ).toEqual([personAt('uwv')]);
  });

  test('has no line for a public or a denied request', async () => {
    const before = subgraph.lines().length;
    await subgraph.ask(null, '{ __typename }');
    await subgraph.ask(null, '{ jobseekers { nodes { id } } }');
    await subgraph.ask(MATCHER, BENEFITS, benefitsOf(number, MATCHER));
    expect(subgraph.lines()).toHaveLength(before);
  });

  test('has a line for each job seeker of a page of 100, and no citizen number in any line', async () => {
    const before = subgraph.lines().length;
    await subgraph.ask(MATCHER, '{ jobseekers(first: 100) { nodes { id } } }');
    expect(subgraph.lines()).toHaveLength(before + 100);
    const text = subgraph.text();
    expect(world.people.filter((person) => text.includes(person.bsn))).toEqual([]);
  });

  test('while it cannot be written, requests about people get ACCOUNT_UNAVAILABLE and call no partner', async () => {
    renameSync(subgraph.folder, `${subgraph.folder}-gone`);
    uwv.resetCalls();
    const first = await subgraph.ask(COACH, BENEFITS, benefitsOf(number));
    expect(first).toEqual({
      data: null,
      errors: [
        {
          message: 'Cannot log this access now, so the data is withheld: try again later',
          extensions: { code: 'ACCOUNT_UNAVAILABLE' },
        },
      ],
    });
    const calls = uwv.calls();
    expect((await subgraph.ask(COACH, BENEFITS, benefitsOf(number))).data).toBeNull();
    expect(uwv.calls()).toBe(calls);
    expect(await subgraph.ask(null, '{ __typename }')).toEqual({ data: { __typename: 'Query' } });
    renameSync(`${subgraph.folder}-gone`, subgraph.folder);
    expect((await subgraph.ask(COACH, BENEFITS, benefitsOf(number))).errors).toBeUndefined();
  });

  test('returns the access history of the signed-in person only', async () => {
    const lookups = (who: ReturnType<typeof citizen>) =>
      subgraph.ask(
        who,
        `query ($id: ID!) { _entities(representations: [{ __typename: "Lookups", person: $id }]) {
           ... on Lookups { uwv { at consumer organisation { id } purpose { uri nl en } partner { id } } } } }`,
        { id: who.subject },
      );
    const own = citizen('jobseeker-45-plus');
    const seen = {
      at: NOW.toISOString(),
      consumer: COACH.consumer,
      organisation: null,
      purpose: {
        uri: COACH.purpose,
        nl: 'begeleiding van een persoon',
        en: 'guidance of a person',
      },
      partner: { id: 'uwv' },
    };
    const response = (await lookups(own)) as { data: { _entities: [{ uwv: unknown[] }] } };
    expect(response.data._entities[0].uwv).toContainEqual(seen);
    const others = citizen('hybrid-teacher');
    expect(await lookups(others)).toEqual({ data: { _entities: [{ uwv: [] }] } });
    expect((await subgraph.ask(COACH, '{ __typename }')).errors).toBeUndefined();
  });
});

test('the education subgraph logs one line for each school that was called for a person', async () => {
  const schools = await startSchools(world, { schools: ['aventus', 'saxion'] });
  const urls = Object.fromEntries(schools.map(({ id, url }) => [id, url]));
  const subgraph = await startAuditedSubgraph('education', urls, ['voucher', 'person']);
  await subgraph.ask(
    COACH,
    `query ($id: ID!) { _entities(representations: [{ __typename: "Person", id: $id }]) {
       ... on Person { enrolments { id } vouchers { id } } } }`,
    benefitsOf(number),
  );
  expect(subgraph.lines().map((line) => line.attributes['dpl.core.data_subject_id'])).toEqual([
    personAt('aventus'),
    personAt('saxion'),
  ]);
  await subgraph.stop();
  await Promise.all(schools.map((school) => school.stop()));
});

test('the guidance subgraph logs one line for each trajectory of a caseload', async () => {
  const system = await startCaseSystem(world, { id: 'leerwerkloket-stedenvierkant', port: 0 });
  const urls = { 'leerwerkloket-stedenvierkant': system.url };
  const subgraph = await startAuditedSubgraph('guidance', urls, ['voucher', 'person']);
  const response = (await subgraph.ask(COACH, '{ caseload(first: 10) { nodes { id } } }')) as {
    data: { caseload: { nodes: unknown[] } };
  };
  expect(response.data.caseload.nodes.length).toBeGreaterThan(3);
  expect(subgraph.lines().map((line) => line.attributes['dpl.core.data_subject_id_type'])).toEqual(
    response.data.caseload.nodes.map(() => 'trajectory'),
  );
  await subgraph.stop();
  await system.stop();
});

test('a partner receives a traceparent with the operation id of the audit log line', async () => {
  const received: (string | undefined)[] = [];
  const partner = createServer((request, response) => {
    received.push(String(request.headers['traceparent']));
    response.setHeader('content-type', 'application/json');
    response.end(
      request.url === '/oauth/token'
        ? '{"access_token":"t","token_type":"bearer"}'
        : '{"personen":[]}',
    );
  });
  await new Promise<void>((resolve) => void partner.listen(0, '127.0.0.1', resolve));
  const { port } = partner.address() as AddressInfo;
  const subgraph = await startAuditedSubgraph('uwv', { uwv: `http://127.0.0.1:${port}` }, [
    'person',
  ]);
  await subgraph.ask(COACH, BENEFITS, benefitsOf(number));
  const [line] = subgraph.lines();
  expect(new Set(received)).toEqual(
    new Set([`00-0af7651916cd43dd8448eb211c80319c-${line?.operation_id}-01`]),
  );
  await subgraph.stop();
  partner.close();
});
