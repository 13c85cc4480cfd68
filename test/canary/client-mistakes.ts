/** Personal data in every position of a request where a client can write it. */
import { CLIENT_MARK, CLIENT_NUMBER } from './clients.ts';

const mistake = (where: string) => `${CLIENT_MARK}-${where} ${CLIENT_NUMBER}`;
const quoted = (where: string) => JSON.stringify(mistake(where));

/** A citizen number in a name that the client chooses. */
const named = (where: string) => `${CLIENT_MARK}${where}${CLIENT_NUMBER}`;

export const CLIENT_MISTAKES: readonly (readonly [
  query: string,
  variables?: Readonly<Record<string, unknown>>,
])[] = [
  [`{ person(id: ${quoted('id')}) { benefitEpisodes { type } } }`],
  [`{ voucher(id: ${quoted('id')}) { status } }`],
  [`{ trainings(first: 1, after: ${quoted('cursor')}) { nodes { id } } }`],
  [`{ region(name: ${quoted('name')}) { code } }`],
  [`{ vocabulary(term: ${quoted('term')}) { __typename } }`],
  [`query ($id: ID!) { person(id: $id) { benefitEpisodes { type } } }`, { id: mistake('id') }],
  [`query ($n: Int!) { trainings(first: $n) { nodes { id } } }`, { n: mistake('number') }],
  [`{ trainings(first: ${quoted('number')}) { nodes { id } } }`],
  [`{ vouchers(first: 1, filter: { funds: [${quoted('list')}] }) { nodes { id } } }`],
  [`{ programmes { nodes { id } } } # ${mistake('comment')}`],
  [`{ ${CLIENT_MARK}${CLIENT_NUMBER} }`],
  [`{ ${quoted('syntax')} }`],
  [`query Van${CLIENT_NUMBER} { programmes(first: 1) { nodes { id } } }`],
  [`query ($id: ID! = ${quoted('default')}) { person(id: $id) { benefitEpisodes { type } } }`],
  [`query ($name: String = ${quoted('default')}) { region(name: $name) { code } }`],
  [
    `query ($f: VoucherFilter = { funds: [${quoted('default')}] }) { vouchers(first: 1, filter: $f) { nodes { id } } }`,
  ],
  [`{ ${named('Alias')}: programmes(first: 1) { nodes { id } } }`],
  [`{ programmes(first: 1) { ${named('Inner')}: nodes { id } } }`],
  [`query ${named('Operation')} { programmes(first: 1) { nodes { id } } }`],
  [
    `query ($${named('Variable')}: Int = 1) { programmes(first: $${named('Variable')}) { nodes { id } } }`,
  ],
  [
    `query ($${named('Given')}: Int!) { programmes(first: $${named('Given')}) { nodes { id } } }`,
    { [named('Given')]: 2 },
  ],
  [
    `{ programmes(first: 1) { ...${named('Fragment')} } } fragment ${named('Fragment')} on ProgrammeConnection { nodes { id } }`,
  ],
  [`{ programmes(first: 1) { nodes { id @skip(if: ${quoted('directive')}) } } }`],
  [`{ programmes(first: 1) { nodes { id @deprecated(reason: ${quoted('directive')}) } } }`],
];

/** An invalid token with personal data in it. */
export const MISTAKEN_TOKEN = mistake('token');
