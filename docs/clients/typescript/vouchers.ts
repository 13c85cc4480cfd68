/**
 * Prints vouchers, one line for each. They are case records: the token needs a scope, and the request a purpose.
 *
 *     VAKGRAAF_TOKEN=… npx tsx vouchers.ts https://graph.example
 */
import { readFileSync } from 'node:fs';
import { ask, type Operation } from './ask.ts';
import type { VouchersQuery, VouchersQueryVariables } from './generated.ts';

const vouchers: Operation<VouchersQuery, VouchersQueryVariables> = {
  query: readFileSync(new URL('vouchers.graphql', import.meta.url), 'utf8'),
};
const client = {
  gateway: process.argv[2] ?? 'http://127.0.0.1:4000',
  token: process.env['VAKGRAAF_TOKEN'] ?? '',
  purpose: 'urn:llo:purpose:development',
};

try {
  const { data, errors, missing } = await ask(client, vouchers, { first: 10 });
  for (const { partner, kind, fault } of missing)
    console.error(`incomplete: ${partner ?? kind} (${fault ?? 'not offered'})`);
  for (const { message, path = [] } of errors) console.error(`${path.join('.')}: ${message}`);
  // The list is null where no fund answered.
  for (const { type, status, issuedOn, scheme } of data.vouchers?.nodes ?? [])
    console.log(`${issuedOn} ${type} ${status} ${scheme?.name ?? 'scheme unknown'}`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
