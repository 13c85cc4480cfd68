/** Tokens and ids of the citizens of the demo, without a server. */
import { citizenNumber } from '../../mocks/citizens.ts';
import type { Exchange } from '../../mocks/exchange/exchange.ts';
import { exchangeForm } from '../../mocks/exchange/portal-client.ts';
import { createDemoExchange } from '../../mocks/exchange/start-exchange.ts';
import { DEMO_EXCHANGE } from '../../mocks/exchange/exchange-names.ts';
import { GATEWAY_AUDIENCE, issueSubjectToken } from '../../mocks/issuer.ts';
import type { Issuer } from '../../gateway/authentication/issuer.ts';
import { readDemoKey } from '../../mocks/demo-keys.ts';
import type { JSONWebKeySet } from 'jose';
import { TEST_DAY } from './test-day.ts';

const ENDPOINT = 'http://exchange.test/token';
let exchange: Promise<Exchange> | undefined;

/** The token of an invented citizen, as the exchange of the demo gives it. Its id is of the day of the tests. */
export async function citizenToken(life?: string): Promise<string> {
  const today = () => new Date(`${TEST_DAY}T12:00:00Z`);
  exchange ??= createDemoExchange({ endpoint: ENDPOINT, today });
  const subjectToken = await issueSubjectToken(citizenNumber(life));
  const { body } = await (await exchange)(await exchangeForm(ENDPOINT, subjectToken));
  return String(body['access_token']);
}

/** The exchange of the demo, as a gateway is told of it. */
export const demoExchange: Issuer = {
  name: DEMO_EXCHANGE,
  audience: GATEWAY_AUDIENCE,
  keys: readDemoKey('exchange.public') as JSONWebKeySet,
  algorithms: ['EdDSA'],
  isExchange: true,
};
