/**
 * The worlds of a certificate that is written already, in the terms of another search. Whoever may read the result of
 * that search has the certificate, so a search that begins with these worlds tells nothing more than one that does not.
 */
import type { CertificateFile } from '../release/release-file.ts';
import type { Random } from './random.ts';
import type { RecordSpace, RecordValues } from './record-space.ts';
import { World, type TabulatedRecord, type Tabulator } from './world.ts';

export type RecordSetCertificate = CertificateFile['recordSets'][string];

/**
 * The first world of the certificate is the first here. Records that this registry does not allow are changed or left
 * out, so a world may agree with less than it did.
 */
export function worldsOf(
  { columns, codes, records, worlds }: RecordSetCertificate,
  space: RecordSpace,
  tabulator: Tabulator,
  random: Random,
): readonly World[] {
  const places = space.columns.map((name, at) => {
    const column = columns.indexOf(name);
    const known = new Map((space.codes[at] ?? []).map((code, place) => [code, place]));
    return { column, of: (codes[column] ?? []).map((code) => known.get(code)) };
  });
  const mapped = records.map((values): TabulatedRecord | null => {
    const own: RecordValues = new Int16Array(space.columns.length).fill(-1);
    for (const [at, { column, of }] of places.entries()) {
      const value = values[column] ?? -1;
      if (value < 0) continue;
      const place = of[value];
      if (place === undefined) return null;
      own[at] = place;
    }
    return space.settle(own, random) ? tabulator.tabulate(own, null) : null;
  });
  const made: World[] = [];
  for (const changes of worlds) {
    const world = new World(tabulator, made[0] ?? null);
    const pairs = Array.from({ length: changes.length / 2 }, (_, at) => ({
      record: mapped[changes[at * 2] ?? -1] ?? null,
      by: changes[at * 2 + 1] ?? 0,
    }));
    // Two kinds of record may have become one, of which there are enough only when all were added.
    for (const isAdded of [true, false]) {
      for (const { record, by } of pairs) {
        if (record !== null && by > 0 === isAdded && by !== 0) world.add(record, by);
      }
    }
    made.push(world);
  }
  return made;
}

/** The world with the changes that make one world of another, as far as it has the records that they take away. */
export function withChanges(world: World, from: World, to: World): World {
  const changed = new World(world.tabulator, world);
  const before = countsOf(from);
  for (const group of to.groups) {
    const more = group.count - (before.get(group.key) ?? 0);
    if (more > 0) changed.add(group, more);
  }
  const own = countsOf(changed);
  const after = countsOf(to);
  for (const group of from.groups) {
    const fewer = group.count - (after.get(group.key) ?? 0);
    const taken = Math.min(fewer, own.get(group.key) ?? 0);
    if (taken > 0) changed.add(group, -taken);
  }
  return changed;
}

const countsOf = ({ groups }: World): ReadonlyMap<string, number> =>
  new Map(groups.map(({ key, count }) => [key, count]));
