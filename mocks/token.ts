import { citizenNumber } from './citizens.ts';
import { exchangeAt } from './exchange/portal-client.ts';
import { issueSubjectToken, issueToken, parsePurposes } from './issuer.ts';
import { parseRole } from './roles.ts';

/** What a token of the demo may differ in: one of its purposes, its validity, and which citizen it names. */
export interface DemoTokenOptions {
  readonly purpose?: string;
  readonly hours?: string;
  readonly life?: string;
}

/** A token of the demo. Throws when the role, the purpose or the life is not there. */
export async function demoToken(roleId: string, options: DemoTokenOptions): Promise<string> {
  const role = parseRole(roleId);
  const { purpose, hours } = options;
  if (role.isCitizen) return await citizenToken(options);
  const { token } = await issueToken(role, {
    ...(purpose !== undefined && { purpose }),
    ...(hours !== undefined && { hours: Number(hours) }),
  });
  return token;
}

/** From an exchange that runs for this token alone, since the demo need not run. */
async function citizenToken({ life, purpose, hours }: DemoTokenOptions): Promise<string> {
  if (hours !== undefined) {
    throw new Error('Cannot use "hours" as citizen: the exchange gives tokens of ten minutes');
  }
  parsePurposes(parseRole('citizen'), purpose);
  const number = citizenNumber(life);
  const { startExchange } = await import('./exchange/start-exchange.ts');
  const exchange = await startExchange({ port: 0 });
  try {
    return (await exchangeAt(exchange.url, await issueSubjectToken(number))).access_token;
  } finally {
    await exchange.stop();
  }
}
