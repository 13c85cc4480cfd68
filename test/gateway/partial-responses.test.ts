/** Responses without the data of an unavailable partner, as `x-llo-partial` asks for them. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startStandaloneGateway } from '../../gateway/standalone/standalone-gateway.ts';
import { composeSubgraphs } from '../federation/support/fixture.ts';
import { startSmallGateway, type SmallGateway } from './support/small-gateway.ts';
import { smallSupergraph } from './support/small-supergraph.ts';

const OTIB = { partner: 'otib', kind: 'funds', fault: 'late' };
const NO_ANSWER = {
  message: 'Partner "otib" gave no answer: late',
  path: ['schemes'],
  extensions: { code: 'PARTNER_NO_ANSWER', ...OTIB },
};
const INVALID_ID = {
  message: 'Unknown id',
  path: ['schemes', 0, 'name'],
  extensions: { code: 'ID_INVALID' },
};
const DATA = { schemes: [{ id: '1' }] };
const QUERY = '{ schemes { id } }';

let gateway: SmallGateway;
let standalone: Awaited<ReturnType<typeof startStandaloneGateway>>;

beforeAll(async () => {
  gateway = await startSmallGateway();
  standalone = await startStandaloneGateway({
    host: '127.0.0.1',
    port: 0,
    supergraphSdl: smallSupergraph(),
    subgraphUrls: new Map([
      ['funds', gateway.funds.url],
      ['education', gateway.education.url],
    ]),
  });
});
afterAll(async () => {
  await standalone.stop();
  await gateway.stop();
});

describe.each([
  ['the whole gateway', () => gateway.url],
  ['the standalone gateway', () => standalone.url],
])('%s', (_, url) => {
  const ask = async (partial?: string) => {
    const response = await fetch(`${url()}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(partial !== undefined && { 'x-llo-partial': partial }),
      },
      body: JSON.stringify({ query: QUERY }),
    });
    const body: unknown = await response.json();
    return body;
  };

  test.each([[undefined], ['errors']])(
    'names an unavailable partner in errors and extensions with x-llo-partial: %s',
    async (partial) => {
      gateway.funds.respondWith({ data: DATA, errors: [NO_ANSWER] });
      expect(await ask(partial)).toEqual({
        errors: [NO_ANSWER],
        data: DATA,
        extensions: { partial: [OTIB] },
      });
    },
  );

  test('names an unavailable partner in extensions alone with x-llo-partial: extensions', async () => {
    gateway.funds.respondWith({ data: DATA, errors: [NO_ANSWER] });
    expect(await ask('extensions')).toEqual({ data: DATA, extensions: { partial: [OTIB] } });
  });

  test('keeps every other error in errors with x-llo-partial: extensions', async () => {
    gateway.funds.respondWith({ data: DATA, errors: [NO_ANSWER, INVALID_ID] });
    expect(await ask('extensions')).toEqual({
      errors: [INVALID_ID],
      data: DATA,
      extensions: { partial: [OTIB] },
    });
  });

  test('names a whole subgraph that is unavailable in extensions alone', async () => {
    gateway.funds.respondWith({ status: 500, body: 'no' });
    expect(await ask('extensions')).toMatchObject({
      data: { schemes: null },
      extensions: { partial: [{ partner: null, kind: 'funds', fault: 'unreachable' }] },
    });
  });

  test('refuses another value of the header', async () => {
    expect(await ask('none')).toEqual({
      errors: [
        {
          message: 'Header "x-llo-partial" must be "errors" or "extensions"',
          extensions: { code: 'BAD_REQUEST' },
        },
      ],
    });
  });
});

test('without any data the error stays in errors with x-llo-partial: extensions', async () => {
  const supergraphSdl = composeSubgraphs({ funds: 'type Query { must: String! }' });
  await standalone.reload(supergraphSdl);
  gateway.funds.respondWith({ status: 500, body: 'no' });
  const response = await fetch(`${standalone.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-llo-partial': 'extensions' },
    body: JSON.stringify({ query: '{ must }' }),
  });
  const fault = { partner: null, kind: 'funds', fault: 'unreachable' };
  expect(await response.json()).toEqual({
    errors: [
      {
        message: 'No partner of kind "funds" could be asked: unreachable',
        path: ['must'],
        extensions: { code: 'PARTNER_NO_ANSWER', ...fault },
      },
    ],
    data: null,
    extensions: { partial: [fault] },
  });
});
