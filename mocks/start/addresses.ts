/**
 * Where the parts of the demo listen. Each part binds its own port and reports it; one that is not up
 * has no address, so that nobody asks whatever else may have taken its port.
 */
import { partnerUrl } from './demo-parts.ts';
import type { DemoKind, Household } from './demo-parts.ts';

export interface DemoAddresses {
  /** By name of the subgraph. */
  readonly subgraphs: ReadonlyMap<string, string>;
  /** By partner. */
  readonly partners: ReadonlyMap<string, string>;
  readonly control: string;
  /** The issuer of tokens, for who wants to sign in as a program does. */
  readonly issuer: string;
}

export interface KeptAddresses extends DemoAddresses {
  setSubgraph(name: string, url: string | undefined): void;
  setPartners(urls: ReadonlyMap<string, string>): void;
  /** The partner systems of this process are gone. */
  forgetPartners(household: Household): void;
}

/** Nothing can listen at port 0, so a connection to it is refused at once. */
const NO_PORT = 0;
const NO_SUBGRAPH = `http://127.0.0.1:${NO_PORT}/graphql`;

export function createAddresses(
  kinds: readonly DemoKind[],
  elsewhere: ReadonlyMap<string, string>,
  own: Pick<DemoAddresses, 'control' | 'issuer'>,
): KeptAddresses {
  const subgraphs = new Map(kinds.map(({ kind }) => [kind, elsewhere.get(kind) ?? NO_SUBGRAPH]));
  const partners = new Map<string, string>();
  const addresses: KeptAddresses = {
    ...own,
    subgraphs,
    partners,
    setSubgraph: (name, url) => subgraphs.set(name, url ?? NO_SUBGRAPH),
    setPartners: (urls) => {
      for (const [id, url] of urls) partners.set(id, url);
    },
    forgetPartners: (gone) => {
      for (const { household, partners: systems } of kinds) {
        if (household !== gone) continue;
        for (const { id } of systems) partners.set(id, partnerUrl(gone, id, NO_PORT));
      }
    },
  };
  addresses.forgetPartners('databases');
  addresses.forgetPartners('servers');
  return addresses;
}
