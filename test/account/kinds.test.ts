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
import { QUERY_HASH, startAudited, type AuditedSubgraph } from './accounted-kind.ts';

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

function benefitsOf(one: string, asker = COACH) {
  return { id: encryptedFor(asker, 'person', 'llo-person/v1', one) };
}

describe('the account of UWV', () => {
  let uwv: PartnerSystem;
  let kind: AuditedSubgraph;
  beforeAll(async () => {
    uwv = await startUwv(world);
    kind = await startAudited('uwv', { uwv: uwv.url }, ['person']);
  });
  afterAll(async () => {
    await kind.stop();
    await uwv.stop();
  });

  test('has one line for a person, in both vocabularies, that names no user', async () => {
    const response = await kind.ask(COACH, BENEFITS, benefitsOf(number));
    expect(response.errors).toBeUndefined();
    expect(kind.lines()).toEqual([
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
          'llo.gateway.query_hash': QUERY_HASH,
        },
      },
    ]);
  });

  test('has as many lines as people, all of one operation', async () => {
    const before = kind.lines().length;
    await kind.ask(MATCHER, '{ jobseekers(first: 50) { nodes { id } } }');
    const lines = kind.lines().slice(before);
    expect(lines).toHaveLength(50);
    expect(new Set(lines.map((line) => line.operation_id)).size).toBe(1);
    expect(new Set(lines.map((line) => line.attributes['dpl.core.data_subject_id'])).size).toBe(50);
  });

  test('knows a person by the same id for every consumer and purpose', async () => {
    const before = kind.lines().length;
    const other = { ...COACH, consumer: '00000099000000004000' };
    await kind.ask(other, BENEFITS, benefitsOf(number, other));
    expect(
      kind
        .lines()
        .slice(before)
        .map((line) => line.attributes['dpl.core.data_subject_id']),
    ).toEqual([personAt('uwv')]);
  });

  test('is silent about a public question, and about one that is refused', async () => {
    const before = kind.lines().length;
    await kind.ask(null, '{ __typename }');
    await kind.ask(null, '{ jobseekers { nodes { id } } }');
    await kind.ask(MATCHER, BENEFITS, benefitsOf(number, MATCHER));
    expect(kind.lines()).toHaveLength(before);
  });

  test('has a line about each job seeker of a page, and no citizen number in any line', async () => {
    const before = kind.lines().length;
    await kind.ask(MATCHER, '{ jobseekers(first: 100) { nodes { id } } }');
    expect(kind.lines()).toHaveLength(before + 100);
    const text = kind.text();
    expect(world.people.filter((person) => text.includes(person.bsn))).toEqual([]);
  });

  test('cannot be written, so nothing about people is answered; until it can', async () => {
    renameSync(kind.folder, `${kind.folder}-gone`);
    uwv.resetCalls();
    const first = await kind.ask(COACH, BENEFITS, benefitsOf(number));
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
    expect((await kind.ask(COACH, BENEFITS, benefitsOf(number))).data).toBeNull();
    expect(uwv.calls()).toBe(calls);
    expect(await kind.ask(null, '{ __typename }')).toEqual({ data: { __typename: 'Query' } });
    renameSync(`${kind.folder}-gone`, kind.folder);
    expect((await kind.ask(COACH, BENEFITS, benefitsOf(number))).errors).toBeUndefined();
  });

  test('tells the person who looked, and nobody about anyone else', async () => {
    const lookups = (who: ReturnType<typeof citizen>) =>
      kind.ask(
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
    expect((await kind.ask(COACH, '{ __typename }')).errors).toBeUndefined();
  });
});

test('schools and coaches account for a person at each of them that was asked', async () => {
  const schools = await startSchools(world, { schools: ['aventus', 'saxion'] });
  const urls = Object.fromEntries(schools.map(({ id, url }) => [id, url]));
  const kind = await startAudited('education', urls, ['voucher', 'person']);
  await kind.ask(
    COACH,
    `query ($id: ID!) { _entities(representations: [{ __typename: "Person", id: $id }]) {
       ... on Person { enrolments { id } vouchers { id } } } }`,
    benefitsOf(number),
  );
  expect(kind.lines().map((line) => line.attributes['dpl.core.data_subject_id'])).toEqual([
    personAt('aventus'),
    personAt('saxion'),
  ]);
  await kind.stop();
  await Promise.all(schools.map((school) => school.stop()));
});

test('a caseload is accounted for trajectory by trajectory', async () => {
  const system = await startCaseSystem(world, { id: 'leerwerkloket-stedenvierkant', port: 0 });
  const urls = { 'leerwerkloket-stedenvierkant': system.url };
  const kind = await startAudited('guidance', urls, ['voucher', 'person']);
  const response = (await kind.ask(COACH, '{ caseload(first: 10) { nodes { id } } }')) as {
    data: { caseload: { nodes: unknown[] } };
  };
  expect(response.data.caseload.nodes.length).toBeGreaterThan(3);
  expect(kind.lines().map((line) => line.attributes['dpl.core.data_subject_id_type'])).toEqual(
    response.data.caseload.nodes.map(() => 'trajectory'),
  );
  await kind.stop();
  await system.stop();
});

test('a partner hears of the trace, as a part of the operation in the account', async () => {
  const heard: (string | undefined)[] = [];
  const partner = createServer((request, response) => {
    heard.push(String(request.headers['traceparent']));
    response.setHeader('content-type', 'application/json');
    response.end(
      request.url === '/oauth/token'
        ? '{"access_token":"t","token_type":"bearer"}'
        : '{"personen":[]}',
    );
  });
  await new Promise<void>((resolve) => void partner.listen(0, '127.0.0.1', resolve));
  const { port } = partner.address() as AddressInfo;
  const kind = await startAudited('uwv', { uwv: `http://127.0.0.1:${port}` }, ['person']);
  await kind.ask(COACH, BENEFITS, benefitsOf(number));
  const [line] = kind.lines();
  expect(new Set(heard)).toEqual(
    new Set([`00-0af7651916cd43dd8448eb211c80319c-${line?.operation_id}-01`]),
  );
  await kind.stop();
  partner.close();
});
