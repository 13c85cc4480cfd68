/** Public names, read once from the files in which they are published. */
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parse } from 'yaml';
import { projectRoot } from '../../../core/config/project-root.ts';
import { findRegion } from '../../../core/regions/regions.ts';

export interface Programme {
  readonly id: string;
  readonly name: string;
  readonly summary?: string;
  readonly period?: { readonly start?: string; readonly end?: string };
  readonly regions?: readonly string[];
}

interface Named {
  readonly id: string;
  readonly name: string;
}

const organisations = new Map(
  read<Named>('mocks/content/organisations').map(({ id, name }) => [id, name]),
);
export const PROGRAMMES = read<Programme>('mocks/content/programmes');

const partners = new Map(read<Named>('subgraphs/partners').map(({ id, name }) => [id, name]));

/** The name of a partner in the partner list. */
export function partnerName(id: string): string | null {
  return partners.get(id) ?? null;
}

/** `{ name }` of an organisation, or null where there is none. */
export function organisation(id: string | null): { readonly name: string | null } | null {
  return id === null ? null : { name: organisations.get(id) ?? null };
}

export function programme(id: string | null) {
  return id === null ? null : { name: PROGRAMMES.find((one) => one.id === id)?.name ?? null };
}

export function region(code: string | null) {
  return code === null ? null : { name: regionAt(code)?.name ?? null };
}

/** CBS codes start with a prefix for their kind; a cooperation region has a slug. */
export function regionAt(code: string) {
  const prefixes = { GM: 'GEMEENTE', PV: 'PROVINCIE', AM: 'ARBEIDSMARKTREGIO', LD: 'LANDSDEEL' };
  const kind = Object.entries(prefixes).find(([prefix]) =>
    new RegExp(`^${prefix}\\d`).test(code),
  )?.[1];
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- one of the four above
  return findRegion((kind ?? 'COOPERATION') as 'GEMEENTE', code);
}

// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- the type of the file's content
function read<Item>(file: string, key = basename(file)): readonly Item[] {
  const path = join(projectRoot(), `${file}.yaml`);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- our own file
  return (parse(readFileSync(path, 'utf8')) as Record<string, readonly Item[]>)[key] ?? [];
}
