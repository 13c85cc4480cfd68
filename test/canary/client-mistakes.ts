/** What a client should not have written, in every place of a question where it can be written. */
import { CLIENT_MARK, CLIENT_NUMBER } from './clients.ts';

const slip = (where: string) => `${CLIENT_MARK}-${where} ${CLIENT_NUMBER}`;
const quoted = (where: string) => JSON.stringify(slip(where));

/** A number in a name that a client may choose. */
const named = (where: string) => `${CLIENT_MARK}${where}${CLIENT_NUMBER}`;

export const CLIENT_SLIPS: readonly (readonly [
  query: string,
  variables?: Readonly<Record<string, unknown>>,
])[] = [
  [`{ person(id: ${quoted('id')}) { benefitEpisodes { type } } }`],
  [`{ voucher(id: ${quoted('id')}) { status } }`],
  [`{ trainings(first: 1, after: ${quoted('cursor')}) { nodes { id } } }`],
  [`{ region(name: ${quoted('name')}) { code } }`],
  [`{ vocabulary(term: ${quoted('term')}) { __typename } }`],
  [`query ($id: ID!) { person(id: $id) { benefitEpisodes { type } } }`, { id: slip('id') }],
  [`query ($n: Int!) { trainings(first: $n) { nodes { id } } }`, { n: slip('number') }],
  [`{ trainings(first: ${quoted('number')}) { nodes { id } } }`],
  [`{ vouchers(first: 1, filter: { funds: [${quoted('list')}] }) { nodes { id } } }`],
  [`{ programmes { nodes { id } } } # ${slip('comment')}`],
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

/** No token at all, but something that a client meant as one. */
export const SLIPPED_TOKEN = slip('token');
