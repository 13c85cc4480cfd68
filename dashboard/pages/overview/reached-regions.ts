/** In which labour market regions the programmes work that run now. */
import { TILES } from '../../parts/tile-positions.ts';
import { keyOf, type Area } from '../../programmes/areas.ts';

interface Working {
  readonly regions: readonly Area[] | null;
}

/** The areas of these programmes that are not labour market regions themselves, each once. */
export function areasToAsk(programmes: readonly Working[]): readonly Area[] {
  const areas = programmes
    .flatMap(({ regions }) => regions ?? [])
    .filter(({ kind }) => kind !== 'ARBEIDSMARKTREGIO')
    .map(({ kind, code }) => ({ kind, code }));
  return [...new Map(areas.map((area) => [keyOf(area), area])).values()];
}

/** The codes of the labour market regions in an area, by area; null where the region table does not tell. */
export type Overlaps = ReadonlyMap<string, readonly string[] | null>;

/** The programmes that work in each labour market region, by its code. */
export function programmesByRegion<One extends Working>(
  programmes: readonly One[],
  overlaps: Overlaps,
): ReadonlyMap<string, readonly One[]> {
  return new Map(
    TILES.map(({ code }) => [
      code,
      programmes.filter(({ regions }) =>
        (regions ?? []).some((area) => regionsIn(area, overlaps).includes(code)),
      ),
    ]),
  );
}

/** Of a province without all its municipalities in the region table: the regions that lie for the most part in it. */
function regionsIn(area: Area, overlaps: Overlaps): readonly string[] {
  if (area.kind === 'ARBEIDSMARKTREGIO') return [area.code];
  return (
    overlaps.get(keyOf(area)) ??
    TILES.filter(({ province }) => province === area.code).map(({ code }) => code)
  );
}
