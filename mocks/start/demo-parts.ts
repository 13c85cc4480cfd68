/**
 * The subgraphs of the demo and the partner systems that each of them calls. A subgraph is added to the demo
 * by an entry here; a test compares the entries with partners.yaml.
 */

/** The process that runs partner systems. Databases have their own, because PGlite keeps a processor busy. */
export type PartnerProcess = 'databases' | 'servers';

export interface DemoSubgraph {
  readonly kind: string;
  /** The port with `--usual-ports`, as for partners. */
  readonly subgraphPort: number;
  readonly partnerProcess: PartnerProcess | null;
  /** Key domains its subgraph may hold; a fund never holds the person key, and only case systems that of coaches. */
  readonly keys: readonly ('voucher' | 'person' | 'coach')[];
  /** Environment variables with a secret, as the partner list names them. */
  readonly secrets?: readonly string[];
  readonly partners: readonly DemoPartner[];
  /** Its partners are counted for statistics. */
  readonly hasStatistics?: boolean;
}

export interface DemoPartner {
  readonly id: string;
  readonly port: number;
}

export const DEMO_SUBGRAPHS: readonly DemoSubgraph[] = [
  {
    kind: 'funds',
    hasStatistics: true,
    subgraphPort: 4001,
    partnerProcess: 'databases',
    keys: ['voucher'],
    partners: inOrder(4101, ['otib', 'oom', 'oomt', 'a-en-o-metalektro']),
  },
  {
    kind: 'education',
    hasStatistics: true,
    subgraphPort: 4002,
    partnerProcess: 'servers',
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
    hasStatistics: true,
    subgraphPort: 4003,
    partnerProcess: 'servers',
    keys: ['person'],
    secrets: ['UWV_CLIENT_SECRET'],
    partners: inOrder(4121, ['uwv']),
  },
  {
    kind: 'guidance',
    hasStatistics: true,
    subgraphPort: 4004,
    partnerProcess: 'servers',
    keys: ['voucher', 'person', 'coach'],
    secrets: ['LEERWERKLOKET_CLIENT_SECRET'],
    partners: inOrder(4131, ['leerwerkloket-stedenvierkant', 'vakmanschap-coaches']),
  },
  {
    kind: 'provinces',
    subgraphPort: 4005,
    partnerProcess: 'servers',
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
  { kind: 'reference', subgraphPort: 4006, partnerProcess: null, keys: [], partners: [] },
  { kind: 'insights', subgraphPort: 4007, partnerProcess: null, keys: [], partners: [] },
];

/** The address of a partner system: a database has its own protocol. */
export function partnerUrl(partnerProcess: PartnerProcess, id: string, port: number): string {
  if (partnerProcess === 'servers') return `http://127.0.0.1:${port}`;
  return `postgresql://vakgraaf_reader@127.0.0.1:${port}/${id.replaceAll('-', '_')}`;
}

function inOrder(firstPort: number, ids: readonly string[]): readonly DemoPartner[] {
  return ids.map((id, index) => ({ id, port: firstPort + index }));
}
