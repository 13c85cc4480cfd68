import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';

const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9",
  import: ["@key", "@shareable", "@external", "@requires", "@authenticated", "@requiresScopes", "@policy"])`;

const CASE = `@authenticated @requiresScopes(scopes: [["llo:case"]])`;

const FUNDS = `${LINK}
type Query {
  vouchers(first: Int! = 20, status: Status, filter: VoucherFilter): [Voucher!] ${CASE} @policy(policies: [["purpose:case"]])
  me: Person ${CASE} @policy(policies: [["purpose:inzage"]])
  schemes: [Scheme!]
  region(name: String): Region
}
enum Status { ISSUED REDEEMED }
input VoucherFilter { from: String! until: Int }
type Voucher @key(fields: "id") ${CASE} @policy(policies: [["purpose:case"], ["purpose:inzage"]]) { id: ID! status: Status }
type Person ${CASE} @policy(policies: [["purpose:case"], ["purpose:inzage"]]) { id: ID! vouchers: [Voucher!] }
type Scheme @key(fields: "id") { id: ID! name: String }
"A region with its member regions."
type Region { name: String members: [Region!] parent: Region }`;

const EDUCATION = `${LINK}
type Query { trainings: [Training!] }
type Training @key(fields: "id") { id: ID! name: String payableWith: [Scheme!] }
type Scheme @key(fields: "id", resolvable: false) { id: ID! }`;

/** What was composed before, because most tests start a gateway with the same subgraphs. */
const composed = new Map<string, string>();

/** Composes subgraphs into a supergraph; throws when they do not compose. */
export function compose(
  services: readonly { readonly name: string; readonly sdl: string }[],
): string {
  const key = JSON.stringify(services);
  const earlier = composed.get(key);
  if (earlier !== undefined) return earlier;
  const result = composeServices(
    services.map(({ name, sdl }, index) => ({
      name,
      url: `http://127.0.0.1:${index + 1}/graphql`,
      typeDefs: parse(sdl),
    })),
  );
  if (result.errors) throw new Error(result.errors.map(String).join('\n'));
  composed.set(key, result.supergraphSdl);
  return result.supergraphSdl;
}

/** Two subgraphs with public and case types: together they use every step of the gateway. */
export function smallSupergraph(): string {
  return compose([
    { name: 'funds', sdl: FUNDS },
    { name: 'education', sdl: EDUCATION },
  ]);
}
