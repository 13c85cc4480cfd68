/**
 * What the pages are looked at with: every page over language, colours, width and state. `pairwise` chooses few cases that
 * hold every pair of two values, because most faults of a layout need no more than two.
 */

import type { Language } from '../../ui/language.ts';

/** What the gateway behind the pages has: all of it, a partner that is down, only hidden counts, or no release. */
export type State = 'well' | 'partner-down' | 'hidden' | 'no-release';
export type Scheme = 'light' | 'dark';

export interface Screen {
  readonly width: number;
  readonly height: number;
  /** Device pixels of a CSS pixel: 4 is a zoom of 400 %. */
  readonly scale: number;
}

export interface ScreenPage {
  /** The name of its picture and of its tests. */
  readonly name: string;
  readonly path: string;
  /** The states that change what it shows. */
  readonly states: readonly State[];
}

/** A page opened once; then its views are looked at one after the other. */
export interface Visit {
  readonly page: ScreenPage;
  readonly state: State;
  readonly language: Language;
}

export interface View {
  readonly screen: Screen;
  readonly scheme: Scheme;
}

const RELEASES: readonly State[] = ['well', 'partner-down', 'hidden', 'no-release'];

export const PAGES: readonly ScreenPage[] = [
  { name: 'overview', path: '/', states: RELEASES },
  { name: 'region', path: '/regio/AM06', states: RELEASES },
  { name: 'programme', path: '/programma/gelders-vakmanschap', states: RELEASES },
  {
    name: 'instruments',
    path: '/instrumenten?wie=SELF_EMPLOYED&regio=Gelderland&sector=TECHNIEK',
    states: ['well', 'partner-down'],
  },
  { name: 'statistics', path: '/statistiek', states: ['well', 'hidden', 'no-release'] },
  {
    name: 'table',
    path: '/statistiek/gelders-vakmanschap.vouchers-by-type',
    states: ['well', 'hidden', 'no-release'],
  },
  { name: 'partners', path: '/partners', states: ['well', 'partner-down'] },
  { name: 'reference', path: '/reference', states: ['well'] },
  { name: 'developers', path: '/ontwikkelaars', states: ['well'] },
  { name: 'explorer', path: '/graphql', states: ['well'] },
  {
    name: 'workbench',
    path: `/graphql#${new URLSearchParams({ query: '{ trainings { nodes { name } } }' }).toString()}`,
    states: ['well'],
  },
];

const LANGUAGES: readonly Language[] = ['nl', 'en'];
const SCHEMES: readonly Scheme[] = ['light', 'dark'];

/** The last is a window of 1280 × 900 px at a zoom of 400 %. */
const SCREENS: readonly Screen[] = [
  { width: 320, height: 640, scale: 1 },
  { width: 390, height: 844, scale: 1 },
  { width: 768, height: 1024, scale: 1 },
  { width: 1440, height: 900, scale: 1 },
  { width: 320, height: 225, scale: 4 },
];

export const VIEWS: readonly View[] = SCREENS.flatMap((screen) =>
  SCHEMES.map((scheme) => ({ screen, scheme })),
);

export const VISITS: readonly Visit[] = PAGES.flatMap((page) =>
  page.states.flatMap((state) => LANGUAGES.map((language) => ({ page, state, language }))),
);

/** The address of a page in a language. */
export function pathOf({ page, language }: Pick<Visit, 'page' | 'language'>): string {
  if (language === 'nl') return page.path;
  const [path = '', fragment] = page.path.split('#');
  const english = `${path}${path.includes('?') ? '&' : '?'}lang=en`;
  return fragment === undefined ? english : `${english}#${fragment}`;
}

interface Case extends Visit, View {}

/** The visits of a choice of cases, each with its views: every pair of two values is in one of them. */
export function pairwise(): readonly (Visit & { readonly views: readonly View[] })[] {
  const cases = VISITS.flatMap((visit) => VIEWS.map((view): Case => ({ ...visit, ...view })));
  const missing = new Set(cases.flatMap(pairsOf));
  const chosen = new Map<string, Visit & { readonly views: View[] }>();
  while (missing.size > 0) {
    const best = cases
      .map((one) => ({ one, worth: worthOf(one, missing, chosen) }))
      .reduce((a, b) => (b.worth > a.worth ? b : a)).one;
    for (const pair of pairsOf(best)) missing.delete(pair);
    const { page, state, language, screen, scheme } = best;
    const visit = chosen.get(visitKey(best)) ?? { page, state, language, views: [] };
    chosen.set(visitKey(best), { ...visit, views: [...visit.views, { screen, scheme }] });
  }
  return [...chosen.values()];
}

/** The pairs that a case would add; a page that is opened anyway costs less time than another. */
function worthOf(one: Case, missing: ReadonlySet<string>, chosen: ReadonlyMap<string, unknown>) {
  const added = pairsOf(one).filter((pair) => missing.has(pair)).length;
  const isOpened = chosen.has(visitKey(one));
  return added === 0 ? 0 : added + (isOpened ? 1.5 : 0);
}

const visitKey = ({ page, state, language }: Visit) => `${page.name} ${state} ${language}`;

/** The name of each pair of two values of a case. */
function pairsOf({ page, state, language, screen, scheme }: Case): readonly string[] {
  const values = [page.name, state, language, scheme, `${screen.width}x${screen.scale}`];
  return values.flatMap((a, index) => values.slice(index + 1).map((b) => `${a} ${b}`));
}
