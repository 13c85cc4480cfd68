// oxlint-disable-next-line import/no-unassigned-import -- styles are imported for their effect
import './tile-map.css';
import { addressOf } from '../operations/address.ts';
import { useLocale, useTexts } from '../texts/locale.ts';
import { borderSidesOf, PROVINCES, TILES, type Tile } from './tile-positions.ts';

const tileMapTexts = {
  nl: {
    label: "Arbeidsmarktregio's per provincie",
    running: (count: string, isOne: boolean) =>
      isOne ? `${count} programma loopt hier` : `${count} programma's lopen hier`,
    noPartner: 'hier werkt geen partner',
    legend: 'Zo leest u de kaart',
    none: 'geen programma',
    one: '1 programma',
    many: (from: number) => `${from} programma's`,
    most: (from: number) => `${from} of meer`,
    noPartnerShort: 'geen partner',
    border: 'grens van een provincie',
  },
  en: {
    label: 'Labour market regions by province',
    running: (count: string, isOne: boolean) =>
      isOne ? `${count} programme runs here` : `${count} programmes run here`,
    noPartner: 'no partner works here',
    legend: 'How to read the map',
    none: 'no programme',
    one: '1 programme',
    many: (from: number) => `${from} programmes`,
    most: (from: number) => `${from} or more`,
    noPartnerShort: 'no partner',
    border: 'border of a province',
  },
};

/** A region with this many programmes or more has the strongest colour. */
const STRONGEST = 3;

export interface MapRegion {
  readonly code: string;
  readonly name: string | null;
  readonly hasPartners: boolean | null;
}

interface TileMapProps {
  readonly regions: readonly MapRegion[];
  /** How many programmes run in each region, by its code; null until it is known. */
  readonly counts: ReadonlyMap<string, number> | null;
}

/**
 * The labour market regions as tiles, roughly where they lie, each a link to its page. It is a list by province: for a
 * screen reader, and on a narrow page for everyone.
 */
export function TileMap({ regions, counts }: TileMapProps) {
  const texts = useTexts(tileMapTexts);
  const byCode = new Map(regions.map((region) => [region.code, region]));
  return (
    <div className="tile-map">
      <nav aria-label={texts.label}>
        {/* oxlint-disable jsx-a11y/no-redundant-roles -- CSS that hides the boxes of lists removes their roles */}
        <ul className="tile-map-provinces" role="list">
          {Object.entries(PROVINCES).map(([province, name]) => (
            <li key={province} className="tile-map-province">
              <ProvinceName province={province} name={name} />
              <ul role="list">
                {tilesOf(province).map((tile) => (
                  <TileLink
                    key={tile.code}
                    tile={tile}
                    region={byCode.get(tile.code)}
                    count={counts?.get(tile.code) ?? null}
                  />
                ))}
              </ul>
            </li>
          ))}
        </ul>
        {/* oxlint-enable jsx-a11y/no-redundant-roles */}
      </nav>
      {counts !== null && <MapLegend />}
    </div>
  );
}

/** From north to south, and from west to east. */
function tilesOf(province: string): readonly Tile[] {
  return TILES.filter((tile) => tile.province === province).toSorted(
    (a, b) => a.row - b.row || a.column - b.column,
  );
}

/** Stands on the border above the first tile; not where the only tile has the same name. */
function ProvinceName({ province, name }: { readonly province: string; readonly name: string }) {
  const tiles = tilesOf(province);
  const [first] = tiles;
  if (first === undefined) return null;
  return (
    <span
      lang="nl"
      className={`tile-map-name${tiles.length === 1 ? ' tile-map-name--single' : ''}`}
      style={{ gridColumn: first.column, gridRow: first.row }}
    >
      {name}
    </span>
  );
}

interface TileLinkProps {
  readonly tile: Tile;
  readonly region: MapRegion | undefined;
  readonly count: number | null;
}

function TileLink({ tile, region, count }: TileLinkProps) {
  const { address, number } = useLocale();
  const texts = useTexts(tileMapTexts);
  const isWithout = region?.hasPartners === false;
  const classes = [
    'tile',
    `tile--${Math.min(count ?? 0, STRONGEST)}`,
    isWithout && 'tile--without',
  ];
  const about = [
    count !== null && texts.running(number(count), count === 1),
    isWithout && texts.noPartner,
  ].filter(Boolean);
  return (
    <li
      className={`tile-cell ${borderSidesOf(tile)
        .map((side) => `tile-cell--${side}`)
        .join(' ')}`}
      style={{ gridColumn: tile.column, gridRow: tile.row }}
    >
      <a
        className={classes.filter(Boolean).join(' ')}
        href={addressOf({ page: 'region', id: tile.code, language: address.language })}
      >
        <span className="tile-name" lang="nl">
          {tile.name}
        </span>
        {count !== null && count > 0 && (
          <span className="tile-count" aria-hidden="true">
            {number(count)}
          </span>
        )}
        {about.length > 0 && <span className="visually-hidden">: {about.join(', ')}</span>}
      </a>
    </li>
  );
}

function MapLegend() {
  const texts = useTexts(tileMapTexts);
  const shades = [texts.none, texts.one, texts.many(2), texts.most(STRONGEST)];
  return (
    <ul className="tile-legend" aria-label={texts.legend}>
      {shades.map((label, index) => (
        <li key={label}>
          <span className={`tile-swatch tile--${index}`} aria-hidden="true" />
          {label}
        </li>
      ))}
      <li>
        <span className="tile-swatch tile--0 tile--without" aria-hidden="true" />
        {texts.noPartnerShort}
      </li>
      <li className="tile-legend-border">
        <span className="tile-swatch tile-swatch--border" aria-hidden="true" />
        {texts.border}
      </li>
    </ul>
  );
}
