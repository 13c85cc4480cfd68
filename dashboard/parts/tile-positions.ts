/**
 * Where the tile of each labour market region stands on the map, roughly as in the country, and in which province
 * most of the region lies. The names are short enough for a tile; a soft hyphen says where one may break.
 */

export interface Tile {
  readonly code: string;
  readonly name: string;
  /** Where the name of the region is longer. */
  readonly fullName?: string;
  readonly province: string;
  /** From west to east, from 1. */
  readonly column: number;
  /** From north to south, from 1. */
  readonly row: number;
}

/** The provinces from north to south, by code. */
export const PROVINCES: Readonly<Record<string, string>> = {
  PV20: 'Groningen',
  PV21: 'Fryslân',
  PV22: 'Drenthe',
  PV23: 'Overijssel',
  PV24: 'Flevoland',
  PV27: 'Noord-Holland',
  PV25: 'Gelderland',
  PV26: 'Utrecht',
  PV28: 'Zuid-Holland',
  PV29: 'Zeeland',
  PV30: 'Noord-Brabant',
  PV31: 'Limburg',
};

export const TILES: readonly Tile[] = [
  { code: 'AM01', name: 'Groningen', province: 'PV20', column: 6, row: 1 },
  { code: 'AM02', name: 'Friesland', province: 'PV21', column: 5, row: 1 },
  { code: 'AM03', name: 'Drenthe', province: 'PV22', column: 6, row: 2 },
  { code: 'AM36', name: 'Zwolle', province: 'PV23', column: 6, row: 3 },
  { code: 'AM05', name: 'Twente', province: 'PV23', column: 7, row: 3 },
  { code: 'AM11', name: 'Flevo\u{AD}land', province: 'PV24', column: 5, row: 3 },
  {
    code: 'AM15',
    name: 'NH Noord',
    fullName: 'Noord-Holland (Noord)',
    province: 'PV27',
    column: 3,
    row: 2,
  },
  {
    code: 'AM37',
    name: 'Haarlem en IJmond',
    fullName: 'Zuid-Kennemerland en IJmond',
    province: 'PV27',
    column: 2,
    row: 3,
  },
  {
    code: 'AM17',
    name: 'Zaan\u{AD}streek',
    fullName: 'Zaanstreek / Waterland',
    province: 'PV27',
    column: 3,
    row: 3,
  },
  {
    code: 'AM12',
    name: 'Gooi en Vecht',
    fullName: 'Gooi- en Vechtstreek',
    province: 'PV27',
    column: 4,
    row: 3,
  },
  {
    code: 'AM18',
    name: 'Amster\u{AD}dam',
    fullName: 'Groot Amsterdam',
    province: 'PV27',
    column: 3,
    row: 4,
  },
  {
    code: 'AM06',
    name: 'Steden\u{AD}drie\u{AD}hoek',
    fullName: 'Stedendriehoek en Noordwest Veluwe',
    province: 'PV25',
    column: 5,
    row: 4,
  },
  { code: 'AM09', name: 'Achter\u{AD}hoek', province: 'PV25', column: 6, row: 4 },
  { code: 'AM38', name: 'Food Valley', province: 'PV25', column: 5, row: 5 },
  { code: 'AM07', name: 'Midden-Gelder\u{AD}land', province: 'PV25', column: 6, row: 5 },
  { code: 'AM10', name: 'Rivieren\u{AD}land', province: 'PV25', column: 5, row: 6 },
  {
    code: 'AM08',
    name: 'Nijmegen',
    fullName: 'Rijk van Nijmegen',
    province: 'PV25',
    column: 6,
    row: 6,
  },
  { code: 'AM14', name: 'Amers\u{AD}foort', province: 'PV26', column: 4, row: 4 },
  { code: 'AM13', name: 'Midden-Utrecht', province: 'PV26', column: 4, row: 5 },
  { code: 'AM19', name: 'Holland Rijnland', province: 'PV28', column: 2, row: 4 },
  { code: 'AM21', name: 'Haag\u{AD}landen', province: 'PV28', column: 1, row: 5 },
  { code: 'AM34', name: 'Zuid-Holland Centraal', province: 'PV28', column: 2, row: 5 },
  { code: 'AM20', name: 'Midden-Holland', province: 'PV28', column: 3, row: 5 },
  { code: 'AM22', name: 'Rijnmond', province: 'PV28', column: 2, row: 6 },
  { code: 'AM23', name: 'Drecht\u{AD}steden', province: 'PV28', column: 3, row: 6 },
  { code: 'AM35', name: 'Gorin\u{AD}chem', province: 'PV28', column: 4, row: 6 },
  { code: 'AM24', name: 'Zeeland', province: 'PV29', column: 2, row: 7 },
  { code: 'AM25', name: 'West-Brabant', province: 'PV30', column: 3, row: 7 },
  { code: 'AM26', name: 'Midden-Brabant', province: 'PV30', column: 4, row: 7 },
  { code: 'AM27', name: 'Noordoost-Brabant', province: 'PV30', column: 5, row: 7 },
  { code: 'AM28', name: 'Zuidoost-Brabant', province: 'PV30', column: 4, row: 8 },
  { code: 'AM32', name: 'Helmond-De Peel', province: 'PV30', column: 5, row: 8 },
  { code: 'AM29', name: 'Noord-Limburg', province: 'PV31', column: 6, row: 7 },
  { code: 'AM33', name: 'Midden-Limburg', province: 'PV31', column: 6, row: 8 },
  { code: 'AM30', name: 'Zuid-Limburg', province: 'PV31', column: 6, row: 9 },
];

export type Side = 'top' | 'right' | 'bottom' | 'left';

const SIDES: Readonly<Record<Side, readonly [columns: number, rows: number]>> = {
  top: [0, -1],
  right: [1, 0],
  bottom: [0, 1],
  left: [-1, 0],
};

/** The sides of a tile where its province ends: another province, or no tile, lies beyond. */
export function borderSidesOf(tile: Tile): readonly Side[] {
  return (Object.keys(SIDES) as readonly Side[]).filter((side) => {
    const [columns, rows] = SIDES[side];
    return tileAt(tile.column + columns, tile.row + rows)?.province !== tile.province;
  });
}

/** The name of the region of a tile outside the map, as the graph gives it. */
export function regionNameOf({ name, fullName = name }: Tile): string {
  return fullName.replaceAll('\u{AD}', '');
}

/** The tiles around this one, diagonally as well, in the order of the list. */
export function nearbyTiles(code: string): readonly Tile[] {
  const tile = TILES.find((one) => one.code === code);
  if (tile === undefined) return [];
  return TILES.filter(
    ({ column, row }) => Math.max(Math.abs(column - tile.column), Math.abs(row - tile.row)) === 1,
  );
}

function tileAt(column: number, row: number): Tile | undefined {
  return TILES.find((tile) => tile.column === column && tile.row === row);
}
