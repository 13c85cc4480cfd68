/** Finds regions by code or name, optionally of one kind. */
import { nearestName } from '../config/nearest-name.ts';
import { allRegions, foldName } from './regions.ts';
import type { Region, RegionKind } from './regions.ts';

/** `RegionInput` of the schema, and the arguments of `Query.region`. */
export interface RegionArgument {
  readonly kind?: RegionKind | null;
  readonly code?: string | null;
  readonly name?: string | null;
}

/** The matching regions, or why there are none with the nearest names. */
export type RegionMatch =
  | { readonly ok: true; readonly regions: readonly Region[] }
  | { readonly ok: false; readonly message: string; readonly nearest: readonly string[] };

/** The order in which `region(name:)` prefers the kinds. */
const PREFERRED_KINDS: readonly RegionKind[] = [
  'PROVINCIE',
  'ARBEIDSMARKTREGIO',
  'GEMEENTE',
  'COOPERATION',
  'LANDSDEEL',
];

const NEAREST_MAX = 3;
const WORD_LENGTH_MIN = 4;
const INPUT_LENGTH_MAX = 100;

/**
 * Every region with this code, name and kind. A name without a kind matches all regions of that name:
 * `Friesland` is both a province and a labour market region.
 */
export function findRegionsByInput({ kind, code, name }: RegionArgument): RegionMatch {
  if (code == null && name == null) {
    return { ok: false, message: 'A region needs a code or a name', nearest: [] };
  }
  if ((code ?? '').length > INPUT_LENGTH_MAX || (name ?? '').length > INPUT_LENGTH_MAX) {
    const message = `A code or name of a region has at most ${INPUT_LENGTH_MAX} characters`;
    return { ok: false, message, nearest: [] };
  }
  const candidates = allRegions(kind ?? null);
  const folded = name == null ? null : foldName(name);
  const regions = candidates.filter(
    (region) =>
      (code == null || isCode(region, code)) && (folded === null || isName(region, folded)),
  );
  return regions.length > 0 ? { ok: true, regions } : nothingFound(candidates, code, name);
}

/** The one region that `Query.region(kind:, code:, name:)` returns. */
export function findOneRegion(region: RegionArgument): RegionMatch {
  const match = findRegionsByInput(region);
  if (!match.ok) return match;
  const first = PREFERRED_KINDS.map((kind) => match.regions.find((one) => one.kind === kind)).find(
    (one) => one !== undefined,
  );
  return { ok: true, regions: first ? [first] : [] };
}

function isCode(region: Region, code: string): boolean {
  return region.code.toLowerCase() === code.trim().toLowerCase();
}

function isName(region: Region, folded: string): boolean {
  return [region.name, region.code, ...region.aliases].some((one) => foldName(one) === folded);
}

function nothingFound(
  candidates: readonly Region[],
  code: string | null | undefined,
  name: string | null | undefined,
): RegionMatch {
  const nearest =
    name == null
      ? nearestOf(
          code ?? '',
          candidates.map((region) => region.code),
        )
      : nearestOf(
          name,
          candidates.flatMap((region) => [region.name, ...region.aliases]),
        );
  const message = name == null ? 'No region has this code' : 'No region has this name';
  return { ok: false, message, nearest };
}

/**
 * The nearest few names, by edit distance, else by a shared word. The input itself is never part of
 * the message.
 */
function nearestOf(text: string, names: readonly string[]): readonly string[] {
  const short = text.slice(0, 64);
  const byLetters = nearestByLetters(short, names);
  if (byLetters.length > 0) return byLetters;
  const words = foldName(short)
    .split(' ')
    .filter((word) => word.length >= WORD_LENGTH_MIN);
  const sharing = names.filter((name) => words.some((word) => foldName(name).includes(word)));
  return [...new Set(sharing)].slice(0, NEAREST_MAX);
}

function nearestByLetters(short: string, names: readonly string[]): readonly string[] {
  const left = new Set(names);
  const nearest: string[] = [];
  while (nearest.length < NEAREST_MAX) {
    const next = nearestName(short, [...left]);
    if (next === null) break;
    nearest.push(next);
    left.delete(next);
  }
  return nearest;
}
