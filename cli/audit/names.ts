import type { Purposes } from '../../core/purposes/purposes.ts';
import type { PartnerList } from '../../subgraphs/partners.ts';

/** What organisations and purposes are called. */
export interface Names {
  readonly organisation: (oin: string | null | undefined) => string;
  readonly purpose: (uri: string | null | undefined) => string;
}

/** An organisation that is not in the partner list has only its OIN. */
export function createNames({ partners }: PartnerList, purposes: Purposes): Names {
  const organisations = new Map(partners.map(({ oin, name }) => [oin, name]));
  return {
    organisation: (oin) => {
      if (oin == null) return '–';
      const name = organisations.get(oin);
      return name === undefined ? oin : `${name} (${oin.replace(/^0+/, '')})`;
    },
    purpose: (uri) => (uri == null ? '–' : (purposes.get(uri)?.nl ?? uri)),
  };
}
