import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startSchools } from '../../mocks/education/start-schools.ts';
import { startCaseSystem } from '../../mocks/guidance/start-case-system.ts';
import type { PartnerSystem } from '../../mocks/partner-system.ts';
import { startUwv } from '../../mocks/uwv/start-uwv.ts';
import { createWorld } from '../../mocks/world/create-world.ts';
import { encryptDataSubject } from '../../subgraphs/kit/audit/subject-id.ts';
import { readKeySet } from '../../subgraphs/kit/ids/key-set.ts';
import {
  citizen,
  COACH,
  GATEWAY_URL,
  DEVELOPER,
  MATCHER,
  NOW,
  encryptedFor,
} from '../support/subgraph-harness.ts';
import { TEST_DAY } from '../support/test-day.ts';
import { QUERY_HASH, startAuditedSubgraph, type AuditedSubgraph } from './audited-subgraph.ts';

const world = createWorld({ date: TEST_DAY });
const keySets = {
  person: readKeySet('mocks/demo-keys/person.key.json'),
  voucher: readKeySet('mocks/demo-keys/voucher.key.json'),
};
const number = world.people[0]?.bsn ?? '';

const personAt = (partner: string) =>
  encryptDataSubject({ type: 'person', partner, text: number }, keySets, NOW);

const BENEFITS = `query ($id: ID!) { _entities(representations: [{ __typename: "Person", id: $id }]) {
  ... on Person { benefitEpisodes { startedOn } } } }`;

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

  test('has a line for the operation and one for the person under it, with the fields of LDV 1.0.0 and without the user', async () => {
    const query = BENEFITS.replace('startedOn', 'startedOn type');
    const response = await subgraph.ask(DEVELOPER, query, benefitsOf(number, DEVELOPER));
    expect(response.errors).toBeUndefined();
    const [operation, person] = subgraph.records();
    const shared = {
      trace_id: '0af7651916cd43dd8448eb211c80319c',
      span_id: expect.stringMatching(/^[0-9a-f]{16}$/),
      status: 'Ok',
      name: 'Uitkeringsperiode en soort uitkering (kan iets zeggen over gezondheid) opgevraagd bij UWV voor ontwikkelen en proberen met verzonnen gegevens',
      start_time: NOW.getTime(),
      end_time: NOW.getTime(),
      resource: {
        attributes: {
          'service.name': 'vakgraaf-uwv',
          'vakgraaf.controller': 'uwv',
          'vakgraaf.client': DEVELOPER.consumer,
          'vakgraaf.purpose': DEVELOPER.purpose,
          'vakgraaf.categories': 'BenefitEpisode BenefitEpisode.type',
          'vakgraaf.operation_hash': QUERY_HASH,
        },
      },
    };
    expect(subgraph.records()).toEqual([
      {
        ...shared,
        parent_span_id: 'b7ad6b7169203331',
        attributes: {
          'dpl.core.processing_activity_id': 'urn:llo:processing:development',
          'dpl.core.foreign_operation.processor': GATEWAY_URL,
        },
      },
      {
        ...shared,
        parent_span_id: operation?.span_id,
        attributes: {
          'dpl.core.processing_activity_id': 'urn:llo:processing:development',
          'dpl.core.data_subject_id': personAt('uwv'),
          'dpl.core.data_subject_id_type': 'person',
        },
      },
    ]);
    expect(person?.span_id).not.toBe(operation?.span_id);
  });

  test('has one line for each of 50 people, each with a span of its own under that of the operation', async () => {
    const before = subgraph.lines().length;
    await subgraph.ask(MATCHER, '{ jobseekers(first: 50) { nodes { id } } }');
    const lines = subgraph.lines().slice(before);
    expect(lines).toHaveLength(50);
    const operation = subgraph.records().at(-51);
    expect(new Set(lines.map((line) => line.parent_span_id))).toEqual(
      new Set([operation?.span_id]),
    );
    expect(new Set(lines.map((line) => line.span_id)).size).toBe(50);
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
    const before = subgraph.records().length;
    await subgraph.ask(null, '{ __typename }');
    await subgraph.ask(null, '{ jobseekers { nodes { id } } }');
    await subgraph.ask(MATCHER, BENEFITS, benefitsOf(number, MATCHER));
    expect(subgraph.records()).toHaveLength(before);
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

test('the education subgraph logs one line for each school that holds a person, and a line about nobody for a person whom none holds', async () => {
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
  ]);
  const before = subgraph.records().length;
  const stranger = encryptedFor(COACH, 'person', 'llo-person/v1', '111222333');
  await subgraph.ask(
    COACH,
    `query ($id: ID!) { _entities(representations: [{ __typename: "Person", id: $id }]) {
       ... on Person { enrolments { id } } } }`,
    { id: stranger },
  );
  const [aventus, saxion, ...others] = subgraph.records().slice(before);
  expect(others).toEqual([]);
  const aboutNobody = {
    attributes: {
      'dpl.core.processing_activity_id': 'urn:llo:processing:case-guidance',
      'dpl.core.foreign_operation.processor': GATEWAY_URL,
    },
    resource: {
      attributes: {
        'vakgraaf.client': COACH.consumer,
        'vakgraaf.purpose': COACH.purpose,
        'vakgraaf.categories': 'Enrolment',
        'vakgraaf.operation_hash': QUERY_HASH,
      },
    },
  };
  expect(aventus).toMatchObject(aboutNobody);
  expect(saxion).toMatchObject(aboutNobody);
  await subgraph.stop();
  await Promise.all(schools.map((school) => school.stop()));
});

test('while the log of one school cannot be written nothing leaves, and the lines of the other have a receipt', async () => {
  const schools = await startSchools(world, { schools: ['aventus', 'saxion'] });
  const urls = Object.fromEntries(schools.map(({ id, url }) => [id, url]));
  const subgraph = await startAuditedSubgraph('education', urls, ['voucher', 'person']);
  const folder = join(subgraph.folder, 'aventus');
  renameSync(folder, `${folder}-gone`);
  const query = `query ($id: ID!) { _entities(representations: [{ __typename: "Person", id: $id }]) {
    ... on Person { enrolments { id } } } }`;
  const denied = await subgraph.ask(COACH, query, benefitsOf(number));
  expect(denied).toMatchObject({
    data: null,
    errors: [{ extensions: { code: 'ACCOUNT_UNAVAILABLE' } }],
  });
  expect(subgraph.receipts()).toEqual([expect.stringMatching(/^saxion:730:1:2-2:[0-9a-f]{32}$/)]);
  const calls = schools.map((school) => school.calls());
  expect(await subgraph.ask(COACH, query, benefitsOf(number))).toEqual(denied);
  expect(subgraph.receipts()).toEqual([]);
  expect(schools.map((school) => school.calls())).toEqual(calls);
  renameSync(`${folder}-gone`, folder);
  expect((await subgraph.ask(COACH, query, benefitsOf(number))).errors).toBeUndefined();
  expect(subgraph.receipts().toSorted()).toEqual([
    expect.stringMatching(/^aventus:730:1:2-3:/),
    expect.stringMatching(/^saxion:730:1:3-3:/),
  ]);
  await subgraph.stop();
  await Promise.all(schools.map((school) => school.stop()));
});

test('the guidance subgraph logs one line for each trajectory of a caseload', async () => {
  const system = await startCaseSystem(world, { id: 'leerwerkloket-stedenvierkant', port: 0 });
  const urls = { 'leerwerkloket-stedenvierkant': system.url };
  const subgraph = await startAuditedSubgraph('guidance', urls, ['voucher', 'person', 'coach']);
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

test('a partner receives a traceparent with the span of the operation in its own log', async () => {
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
  const [line] = subgraph.records();
  expect(new Set(received)).toEqual(
    new Set([`00-0af7651916cd43dd8448eb211c80319c-${line?.span_id}-01`]),
  );
  await subgraph.stop();
  partner.close();
});
