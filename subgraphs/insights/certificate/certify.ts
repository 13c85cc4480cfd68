/**
 * The exact check of a release. It shares nothing with the protection: it takes from the registry which cells there are
 * and which records each counts, tabulates the invented worlds of the certificate itself, and compares.
 *
 * The claim: someone who knows the registry, this release, all earlier ones and the published facts cannot exclude that a
 * hidden cell is 0, nor that it is one less than its minimum, unless it is proven to hold at least its minimum. The
 * yes or no of a table that has answers is outside this claim. So is what no cell counts: the difference of two visible
 * counts to date of two releases can tell that few records are new, where a table has no quarters.
 */
import type { Registry } from '../registry/registry.ts';
import type { CertificateFile } from '../release/release-file.ts';
import { holdsForEveryRecord, isAllowed } from './allowed-records.ts';
import { createCellFinder } from './cell-finder.ts';
import { checkTables, factsOf, placeOf, type Book, type CheckedCell } from './published-cells.ts';
import { readChain, type ReadPart, type ReadRelease } from './read-chain.ts';

export interface Certification {
  /** Sentences; empty when the release holds what it claims. */
  readonly findings: readonly string[];
  /** For the line that says so. */
  readonly cells: number;
  readonly hidden: number;
  readonly worlds: number;
  readonly audiences: readonly string[];
}

type Claims = CertificateFile['recordSets'][string];

interface CheckedWorlds {
  readonly findings: readonly string[];
  /** The counts that each cell has in worlds that agree with everything, by the key of its predicate. */
  readonly reached: ReadonlyMap<string, ReadonlySet<number>>;
}

/** Checks the release in a folder with all that it follows. */
export function certify(folder: string): Certification {
  const { releases, findings: read } = readChain(folder);
  const findings = [...read];
  const newest = releases.at(-1);
  if (newest === undefined) return { findings, cells: 0, hidden: 0, worlds: 0, audiences: [] };
  /** By claims and cells: those of both audiences are often the same. */
  const checked = new Map<string, CheckedWorlds>();
  const sum = { cells: 0, hidden: 0, worlds: 0 };
  const audiences: string[] = [];
  for (const audience of ['PUBLIC', 'EVALUATION'] as const) {
    const own = audience === 'PUBLIC' ? newest.public : newest.evaluation;
    if (own === null) continue;
    audiences.push(audience);
    const missing = releases.filter((one) => audience === 'EVALUATION' && one.evaluation === null);
    for (const one of missing)
      findings.push(`Release ${one.public.release.id} has no evaluation tables here.`);
    const { id } = own.release;
    if (
      own.certificate.release !== id ||
      own.certificate.audience !== audience ||
      own.release.audience !== audience
    ) {
      findings.push(`The certificate of release ${id} is of another release or audience.`);
    }
    const book: Book = { cells: new Map(), places: new Map() };
    for (const one of releases) {
      const parts: readonly (ReadPart | null)[] =
        audience === 'PUBLIC' ? [one.public] : [one.public, one.evaluation];
      for (const part of parts)
        if (part !== null) checkTables(one.registry, part.release, book, findings);
    }
    const cells = [...book.cells.values()];
    const hidden = cells.filter(({ value }) => value === null);
    const reached = new Map<string, ReadonlySet<number>>();
    // Evaluation tables may add nothing to a record set; the public certificate then says all of it.
    const all: CertificateFile['recordSets'] = {
      ...newest.public.certificate.recordSets,
      ...own.certificate.recordSets,
    };
    for (const [recordSet, claims] of Object.entries(all)) {
      const facts = factsOf(newest.registry, recordSet, id);
      const counted = [...cells, ...facts].filter(
        ({ predicate }) => predicate.recordSet === recordSet,
      );
      const text = JSON.stringify([
        recordSet,
        claims === newest.public.certificate.recordSets[recordSet],
        counted.map(({ predicate: { key }, low, high }) => [key, low, high]),
      ]);
      const check = checked.get(text) ?? checkWorlds(newest, recordSet, claims, counted);
      checked.set(text, check);
      findings.push(...check.findings);
      for (const [key, counts] of check.reached) reached.set(key, counts);
    }
    for (const cell of hidden) {
      const counts = reached.get(cell.predicate.key);
      if (counts?.has(0) && counts.has(cell.minimum - 1)) continue;
      if (isProven(newest.registry, all, cell, book, id)) continue;
      findings.push(
        `${cell.name} is hidden, and the certificate does not show that it can be 0 and ${cell.minimum - 1}.`,
      );
    }
    // The evaluation certificate is over the public tables too.
    sum.cells = cells.length;
    sum.hidden = hidden.length;
    sum.worlds = Object.values(all).reduce((total, { worlds }) => total + worlds.length, 0);
  }
  return { findings: [...new Set(findings)], ...sum, audiences };
}

/** Tabulates each world; collects the counts that hidden cells have in worlds that agree with everything. */
function checkWorlds(
  { registry, public: { release } }: ReadRelease,
  recordSet: string,
  { columns, codes, records, worlds }: Claims,
  counted: readonly CheckedCell[],
): CheckedWorlds {
  const reached = new Map<string, Set<number>>();
  const set = registry.recordSets[recordSet];
  const attributes = Object.keys(set?.attributes ?? {});
  const names = [...attributes, ...Object.keys(set?.steps ?? {})];
  if (JSON.stringify(columns) !== JSON.stringify(names) || codes.length !== columns.length) {
    return { findings: [`The certificate does not have the columns of ${recordSet}.`], reached };
  }
  // Each world but the first shows one of two numbers of a cell that no other world shows.
  if (worlds.length > 2 * counted.length + 1) {
    return {
      findings: [`The certificate has more worlds of ${recordSet} than it needs.`],
      reached,
    };
  }
  const find = createCellFinder(
    attributes,
    columns,
    counted.map(({ predicate }) => predicate),
  );
  /** The cells that count each record; null where the registry does not allow it. */
  const counting = records.map((values) => {
    const own = columns.map((_, at) => codes[at]?.[values[at] ?? -1]);
    const record = new Map(
      columns.flatMap((name, at) => ((values[at] ?? -1) < 0 ? [] : [[name, own[at] ?? '']])),
    );
    const isRecord =
      values.length === columns.length &&
      isAllowed(registry, recordSet, record, attributes, release.quarter);
    return isRecord ? find(own) : null;
  });
  const findings: string[] = [];
  const first = tabulate(worlds[0] ?? [], counting, null, counted.length);
  for (const [number, changes] of worlds.entries()) {
    const complain = (text: string) => findings.push(`World ${number + 1} of ${recordSet} ${text}`);
    const world = number === 0 ? first : tabulate(changes, counting, first, counted.length);
    if (first === null || world === null) {
      complain('has a record that the registry does not allow, fewer than none, or too many.');
      continue;
    }
    let isWorld = true;
    for (const [at, { name, low, high }] of counted.entries()) {
      const count = world.counts[at] ?? 0;
      if (count >= low && count <= high) continue;
      isWorld = false;
      complain(`does not agree with what is published: ${name} has ${count}.`);
    }
    if (!isWorld) continue;
    for (const [at, { predicate }] of counted.entries()) {
      const counts = reached.get(predicate.key) ?? new Set();
      reached.set(predicate.key, counts.add(world.counts[at] ?? 0));
    }
  }
  return { findings, reached };
}

interface TabulatedWorld {
  /** How many there are of each kind of record. */
  readonly records: ReadonlyMap<number, number>;
  /** How many records each cell counts. */
  readonly counts: Float64Array;
}

/** Null where a record is not allowed, there are fewer than none of it, or a sum is too large to be exact. */
function tabulate(
  changes: readonly number[],
  counting: readonly (readonly number[] | null)[],
  from: TabulatedWorld | null,
  size: number,
): TabulatedWorld | null {
  const records = new Map<number, number>();
  const counts = from === null ? new Float64Array(size) : from.counts.slice();
  for (let at = 0; at < changes.length; at += 2) {
    const [place = -1, by = NaN] = changes.slice(at, at + 2);
    const cells = counting[place] ?? null;
    if (cells === null || Number.isNaN(by)) return null;
    const own = (records.get(place) ?? from?.records.get(place) ?? 0) + by;
    if (!Number.isSafeInteger(own)) return null;
    records.set(place, own);
    for (const cell of cells) {
      const count = (counts[cell] ?? 0) + by;
      if (!Number.isSafeInteger(count)) return null;
      counts[cell] = count;
    }
  }
  return [...records.values()].every((count) => count >= 0) ? { records, counts } : null;
}

/** Whether a hidden cell can have no record at all, or is proven to hold at least its minimum. */
function isProven(
  registry: Registry,
  recordSets: CertificateFile['recordSets'],
  cell: CheckedCell,
  book: Book,
  release: string,
): boolean {
  const { recordSet, key } = cell.predicate;
  // Whether it can have records at all is a matter of the registry that it was published with.
  if (
    holdsForEveryRecord(cell.registry, cell.release, [{ predicate: cell.predicate, times: -1 }])
  ) {
    return true;
  }
  const facts = factsOf(registry, recordSet, release);
  const placed = (place: { release: string; table: string; keys: string[] }) =>
    book.places.get(placeOf(place.release, place.table, place.keys)) ??
    facts.find(({ predicate }) => predicate.key === [place.table, ...place.keys].join('|'));
  return (recordSets[recordSet]?.proofs ?? []).some(({ terms, ...place }) => {
    if (placed(place)?.predicate.key !== key) return false;
    const parts = terms.flatMap(({ times, ...term }) => {
      const of = placed(term);
      return of === undefined ? [] : [{ cell: of, times }];
    });
    const least = parts.reduce(
      (sum, { cell: { low, high }, times }) =>
        sum + (times === 0 ? 0 : times * (times > 0 ? low : high)),
      0,
    );
    const opposite = parts.map(({ cell: { predicate }, times }) => ({ predicate, times: -times }));
    return (
      parts.length === terms.length &&
      least >= cell.minimum &&
      holdsForEveryRecord(registry, release, [{ predicate: cell.predicate, times: 1 }, ...opposite])
    );
  });
}
