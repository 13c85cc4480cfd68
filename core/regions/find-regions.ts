/** Finds regions by what a caller gives: a code, a name, or a kind to narrow either. */
import { nearestName } from '../config/nearest-name.ts';
import { allRegions, foldName } from './regions.ts';
import type { Region, RegionKind } from './regions.ts';

/** `RegionInput` of the graph, and the arguments of `region`. */
export interface RegionArgument {
  readonly kind?: RegionKind | null;
  readonly code?: string | null;
  readonly name?: string | null;
}

/** What was found, or why nothing was and what could be meant instead. Never a thrown error. */
export type RegionMatch =
  | { readonly ok: true; readonly regions: readonly Region[] }
  | { readonly ok: false; readonly message: string; readonly nearest: readonly string[] };

/** In which order `region(name:)` prefers the kinds. */
const FIRST_KINDS: readonly RegionKind[] = [
  'PROVINCIE',
  'ARBEIDSMARKTREGIO',
  'GEMEENTE',
  'COOPERATION',
  'LANDSDEEL',
];

const NEAREST_MAX = 3;
const WORD_LENGTH_MIN = 4;
const GIVEN_LENGTH_MAX = 100;

/**
 * Every region that the question fits. A name without a kind means all regions of that name
 * together: `Friesland` is the province and the labour market region.
 */
export function findRegionsByInput({ kind, code, name }: RegionArgument): RegionMatch {
  if (code == null && name == null) {
    return { ok: false, message: 'A region needs a code or a name', nearest: [] };
  }
  if ((code ?? '').length > GIVEN_LENGTH_MAX || (name ?? '').length > GIVEN_LENGTH_MAX) {
    const message = `A code or name of a region has at most ${GIVEN_LENGTH_MAX} characters`;
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

/** The one region that `region(kind:, code:, name:)` answers with. */
export function findOneRegion(region: RegionArgument): RegionMatch {
  const match = findRegionsByInput(region);
  if (!match.ok) return match;
  const first = FIRST_KINDS.map((kind) => match.regions.find((one) => one.kind === kind)).find(
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
 * The nearest few: by few letters that differ, else by a word that they share. What the caller gave
 * is never repeated back.
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
