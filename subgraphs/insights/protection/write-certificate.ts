/** Worlds and proofs in the form of the certificate file. */
import type { RecordSetCertificate } from './earlier-worlds.ts';
import type { Figure, Place } from './figures.ts';
import type { ProtectedRecordSet } from './protect-record-set.ts';
import type { World } from './world.ts';

/** `placesOf` gives where a figure is published now; a proof is there for each place. */
export function recordSetCertificate(
  { space, worlds, proofs }: ProtectedRecordSet,
  placesOf: (figure: Figure) => readonly Place[],
): RecordSetCertificate {
  return {
    columns: [...space.columns],
    codes: space.codes.map((codes) => [...codes]),
    ...writtenWorlds(worlds),
    proofs: proofs.flatMap(({ figure, terms }) => {
      const named = terms.flatMap(({ figure: one, times }) =>
        placesOf(one)
          .slice(0, 1)
          .map((place) => ({ ...placeText(place), times })),
      );
      return placesOf(figure).map((place) => ({ ...placeText(place), terms: named }));
    }),
  };
}

/** The first world, and the differences of each other one from it: they have nearly all records in common. */
function writtenWorlds(worlds: readonly World[]): Pick<RecordSetCertificate, 'records' | 'worlds'> {
  const places = new Map<string, number>();
  const records: number[][] = [];
  const countsOf = (groups: World['groups']) => {
    const counts = new Map<number, number>();
    for (const { key, values, count } of groups) {
      const place = places.get(key) ?? records.push([...values]) - 1;
      places.set(key, place);
      counts.set(place, count);
    }
    return counts;
  };
  let first: ReadonlyMap<number, number> = new Map();
  const written = worlds.map(({ groups }, at) => {
    const counts = countsOf(groups);
    const changes = [...new Set([...first.keys(), ...counts.keys()])].flatMap((place) => {
      const by = (counts.get(place) ?? 0) - (first.get(place) ?? 0);
      return by === 0 ? [] : [place, by];
    });
    if (at === 0) first = counts;
    return changes;
  });
  return { records, worlds: written };
}

const placeText = ({ release, table, keys }: Place) => ({ release, table, keys: [...keys] });
