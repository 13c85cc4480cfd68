/** The probe of each kind of partner. */
import type { Finding } from '../core/findings/finding.ts';
import type { ConfigPath } from '../core/config/read-config.ts';
import type { ProbeTools } from './kit/probe/probe.ts';
import {
  fundsOf,
  partnersOf,
  provincesOf,
  type PartnerEntry,
  type PartnerList,
} from './partners.ts';

export interface ProbeOptions {
  readonly secretOf: ProbeTools['secretOf'];
  /** Where a path of the partner list is, such as `partners.yaml:12:5`. */
  readonly positionOf: (path: ConfigPath) => string;
}

/** Asks the live system of one partner of the list, and says what must be mended. */
export async function probePartnerOf(
  list: PartnerList,
  { id, kind }: PartnerEntry,
  { secretOf, positionOf }: ProbeOptions,
): Promise<readonly Finding[]> {
  const index = list.partners.findIndex((one) => one.id === id);
  const entryLine = (...path: ConfigPath) => positionOf(['partners', index, ...path]);
  const toolsFor = (...layout: ConfigPath): ProbeTools => ({
    secretOf,
    entryLine,
    layoutLine: (...path) => (layout.length === 0 ? entryLine() : positionOf([...layout, ...path])),
  });
  const own = <Entry extends { readonly id: string }>(entries: readonly Entry[]): Entry => {
    const entry = entries.find((one) => one.id === id);
    if (entry === undefined) throw new Error(`Cannot find partner "${id}"`);
    return entry;
  };
  switch (kind) {
    case 'funds': {
      const entry = own(fundsOf(list));
      const { probeFund } = await import('./funds/probe.ts');
      return probeFund(entry, toolsFor('layouts', entry.layout));
    }
    case 'education': {
      const { probeSchool } = await import('./education/probe.ts');
      return probeSchool(own(partnersOf(list, kind)), toolsFor());
    }
    case 'provinces': {
      const entry = own(provincesOf(list));
      const { probeProvince } = await import('./provinces/probe.ts');
      return probeProvince(entry, toolsFor('registers', entry.register));
    }
    case 'uwv': {
      const { probeUwv } = await import('./uwv/probe.ts');
      return probeUwv(own(partnersOf(list, kind)), toolsFor());
    }
    case 'guidance': {
      const { probeCaseSystem } = await import('./guidance/probe.ts');
      return probeCaseSystem(own(partnersOf(list, kind)), toolsFor());
    }
  }
}
