/**
 * Where the processes of the demo listen. Each binds its own port and reports it. One that is not up has no
 * address, so that nothing connects to another program that has taken its port.
 */
import { partnerUrl } from './demo-parts.ts';
import type { DemoSubgraph, PartnerProcess } from './demo-parts.ts';

export interface DemoAddresses {
  /** By name of the subgraph. */
  readonly subgraphs: ReadonlyMap<string, string>;
  /** By partner. */
  readonly partners: ReadonlyMap<string, string>;
  readonly control: string;
  /** The issuer of tokens. */
  readonly issuer: string;
}

export interface MutableAddresses extends DemoAddresses {
  setSubgraph(name: string, url: string | undefined): void;
  setPartners(urls: ReadonlyMap<string, string>): void;
  /** Removes the addresses of the partner systems of a process that has ended. */
  removePartners(gone: PartnerProcess): void;
}

/** Nothing can listen at port 0, so a connection to it fails at once. */
const NO_PORT = 0;
const NO_SUBGRAPH = `http://127.0.0.1:${NO_PORT}/graphql`;

export function createAddresses(
  demoSubgraphs: readonly DemoSubgraph[],
  elsewhere: ReadonlyMap<string, string>,
  own: Pick<DemoAddresses, 'control' | 'issuer'>,
): MutableAddresses {
  const subgraphs = new Map(
    demoSubgraphs.map(({ kind }) => [kind, elsewhere.get(kind) ?? NO_SUBGRAPH]),
  );
  const partners = new Map<string, string>();
  const addresses: MutableAddresses = {
    ...own,
    subgraphs,
    partners,
    setSubgraph: (name, url) => subgraphs.set(name, url ?? NO_SUBGRAPH),
    setPartners: (urls) => {
      for (const [id, url] of urls) partners.set(id, url);
    },
    removePartners: (gone) => {
      for (const { partnerProcess, partners: systems } of demoSubgraphs) {
        if (partnerProcess !== gone) continue;
        for (const { id } of systems) partners.set(id, partnerUrl(gone, id, NO_PORT));
      }
    },
  };
  addresses.removePartners('databases');
  addresses.removePartners('servers');
  return addresses;
}
