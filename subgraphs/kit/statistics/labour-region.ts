import { allRegions, findRegion, municipalitiesOf } from '../../../core/regions/regions.ts';
import { UNKNOWN } from './code-filter.ts';

/** After every change of municipalities that is in the table. */
const LAST_DAY = '9999-12-31';

/**
 * Finds the arbeidsmarktregio of the code of a municipality on a day, or of an arbeidsmarktregio itself. A municipality
 * that did not exist on the day, because a partner wrote the one into which it merged, is looked up as it is now.
 * `UNKNOWN` for any other code and for none.
 */
export function labourRegionFinder(on: string): (code: string | null) => string {
  const found = new Map<string, string>();
  for (const day of [on, LAST_DAY]) {
    for (const region of allRegions('ARBEIDSMARKTREGIO')) {
      for (const municipality of municipalitiesOf([region], day)) {
        if (!found.has(municipality)) found.set(municipality, region.code);
      }
    }
  }
  return (code) => {
    if (code === null) return UNKNOWN;
    return found.get(code) ?? findRegion('ARBEIDSMARKTREGIO', code)?.code ?? UNKNOWN;
  };
}
