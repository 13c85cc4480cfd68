/**
 * What the demo consists of: which kinds have a subgraph, and which partner systems stand behind
 * them. A kind joins the demo by its lines here. `test/house` compares this with partners.yaml.
 */

/** `databases` run apart: PGlite keeps a processor busy while the others must answer. */
export type Household = 'databases' | 'servers';

export interface DemoKind {
  readonly kind: string;
  /** Only with `--usual-ports`; a partner's port likewise. */
  readonly subgraphPort: number;
  readonly household: Household | null;
  /** Key domains its subgraph may hold; a fund never holds the person key. */
  readonly keys: readonly ('voucher' | 'person')[];
  /** Settings with a secret, as the partner list names them; the demo's lie in demo-keys. */
  readonly secrets?: readonly string[];
  readonly partners: readonly DemoPartner[];
}

export interface DemoPartner {
  readonly id: string;
  readonly port: number;
}

export const DEMO_KINDS: readonly DemoKind[] = [
  {
    kind: 'funds',
    subgraphPort: 4001,
    household: 'databases',
    keys: ['voucher'],
    partners: inOrder(4101, ['otib', 'oom', 'oomt', 'a-en-o-metalektro']),
  },
  {
    kind: 'education',
    subgraphPort: 4002,
    household: 'servers',
    keys: ['voucher', 'person'],
    partners: inOrder(4111, [
      'aventus',
      'saxion',
      'techniek-academie',
      'smart-makers-academy',
      'noorderpoort',
      'alfa-college',
      'drenthe-college',
      'firda',
    ]),
  },
  {
    kind: 'uwv',
    subgraphPort: 4003,
    household: 'servers',
    keys: ['person'],
    secrets: ['UWV_CLIENT_SECRET'],
    partners: inOrder(4121, ['uwv']),
  },
  {
    kind: 'guidance',
    subgraphPort: 4004,
    household: 'servers',
    keys: ['voucher', 'person'],
    secrets: ['LEERWERKLOKET_CLIENT_SECRET'],
    partners: inOrder(4131, ['leerwerkloket-stedenvierkant', 'vakmanschap-coaches']),
  },
  {
    kind: 'provinces',
    subgraphPort: 4005,
    household: 'servers',
    keys: [],
    partners: inOrder(4141, [
      'gelderland',
      'noord-holland',
      'groningen',
      'drenthe',
      'fryslan',
      'overijssel',
    ]),
  },
  { kind: 'reference', subgraphPort: 4006, household: null, keys: [], partners: [] },
];

/** Where a partner system of the demo is reached: a database by its own protocol. */
export function partnerUrl(household: Household, id: string, port: number): string {
  if (household === 'servers') return `http://127.0.0.1:${port}`;
  return `postgresql://vakgraaf_reader@127.0.0.1:${port}/${id.replaceAll('-', '_')}`;
}

function inOrder(firstPort: number, ids: readonly string[]): readonly DemoPartner[] {
  return ids.map((id, index) => ({ id, port: firstPort + index }));
}
