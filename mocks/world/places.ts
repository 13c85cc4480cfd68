import type { Municipality } from './world.ts';

type Row = readonly [code: string, name: string, province: string, labour: string, postal: string];

// Municipalities where people of the demo live and schools are. The postal code is a real one of the
// place: four digits identify only a neighbourhood, and no street of the demo exists.
const ROWS: readonly Row[] = [
  ['GM0200', 'Apeldoorn', 'PV25', 'AM06', '7311'],
  ['GM0213', 'Brummen', 'PV25', 'AM06', '6971'],
  ['GM0150', 'Deventer', 'PV23', 'AM06', '7411'],
  ['GM0230', 'Elburg', 'PV25', 'AM06', '8081'],
  ['GM0232', 'Epe', 'PV25', 'AM06', '8161'],
  ['GM0233', 'Ermelo', 'PV25', 'AM06', '3851'],
  ['GM0243', 'Harderwijk', 'PV25', 'AM06', '3841'],
  ['GM0246', 'Heerde', 'PV25', 'AM06', '8181'],
  ['GM0262', 'Lochem', 'PV25', 'AM06', '7241'],
  ['GM0302', 'Nunspeet', 'PV25', 'AM06', '8071'],
  ['GM0273', 'Putten', 'PV25', 'AM06', '3881'],
  ['GM0285', 'Voorst', 'PV25', 'AM06', '7391'],
  ['GM0301', 'Zutphen', 'PV25', 'AM06', '7201'],
  ['GM0202', 'Arnhem', 'PV25', 'AM07', '6811'],
  ['GM0268', 'Nijmegen', 'PV25', 'AM08', '6511'],
  ['GM0222', 'Doetinchem', 'PV25', 'AM09', '7001'],
  ['GM0281', 'Tiel', 'PV25', 'AM10', '4001'],
  ['GM0228', 'Ede', 'PV25', 'AM38', '6711'],
  ['GM0193', 'Zwolle', 'PV23', 'AM36', '8011'],
  ['GM0153', 'Enschede', 'PV23', 'AM05', '7511'],
  ['GM0014', 'Groningen', 'PV20', 'AM01', '9711'],
  ['GM0106', 'Assen', 'PV22', 'AM01', '9401'],
  ['GM0114', 'Emmen', 'PV22', 'AM03', '7811'],
  ['GM0080', 'Leeuwarden', 'PV21', 'AM02', '8911'],
  ['GM0392', 'Haarlem', 'PV27', 'AM37', '2011'],
  ['GM0375', 'Beverwijk', 'PV27', 'AM37', '1941'],
  ['GM0453', 'Velsen', 'PV27', 'AM37', '1971'],
  ['GM0394', 'Haarlemmermeer', 'PV27', 'AM18', '2131'],
  ['GM0400', 'Den Helder', 'PV27', 'AM15', '1781'],
  ['GM0441', 'Schagen', 'PV27', 'AM15', '1741'],
];

// Places of the current programmes alone. They are in a list of their own, because where the other people of the demo
// live follows from the length of the first one.
const LATER_ROWS: readonly Row[] = [
  ['GM0479', 'Zaanstad', 'PV27', 'AM17', '1506'],
  ['GM0983', 'Venlo', 'PV31', 'AM29', '5911'],
  ['GM0935', 'Maastricht', 'PV31', 'AM30', '6211'],
];

/** The municipalities that people and employers of the whole country are drawn from, by their code of CBS. */
export const USUAL_MUNICIPALITIES: readonly Municipality[] = ROWS.map(municipality);

/** All municipalities of the demo, by their code of CBS. */
export const MUNICIPALITIES: readonly Municipality[] = [
  ...USUAL_MUNICIPALITIES,
  ...LATER_ROWS.map(municipality),
];

function municipality([code, name, province, labourRegion, postalCode]: Row): Municipality {
  return { code, name, province, labourRegion, postalCode };
}

const BY_CODE = new Map(MUNICIPALITIES.map((place) => [place.code, place]));

/** The municipality with this code; throws for a code that the world does not use. */
export function municipalityOf(code: string): Municipality {
  const place = BY_CODE.get(code);
  if (!place) throw new Error(`Cannot place the municipality "${code}": the demo has none`);
  return place;
}

/** Codes of the municipalities in a province or arbeidsmarktregio. */
export function municipalitiesIn(...regions: readonly string[]): string[] {
  return MUNICIPALITIES.filter(
    (place) => regions.includes(place.province) || regions.includes(place.labourRegion),
  ).map((place) => place.code);
}
