/** What a file says about itself: what was asked, when, by whom, where the data comes from and what it lacks. */
import { locales, type Language } from '../../ui/language.ts';
import { partnerName } from '../../ui/partner-names.ts';
import type { ResponseOrigin } from './response-origin.ts';
import { completenessOf, remarksOf } from './file-remarks.ts';
import type { SavedTable } from './file-remarks.ts';
import { kindNames } from './plan.ts';
import { responseTexts } from './texts.ts';

export interface FileAccount {
  readonly title: string;
  readonly address: string;
  /** Name of the role or user, and of the purpose. */
  readonly sender: string;
  readonly purpose: string | undefined;
  readonly origin: ResponseOrigin | undefined;
  readonly data: unknown;
  /** The subgraphs that are asked for the query, where the data names no partner or release; empty when not known. */
  readonly subgraphs?: readonly string[];
}

export type AccountLine = readonly [name: string, text: string];

/** Excel cuts off a longer text. */
const charactersMax = 32_000;
const depthMax = 20;
const namesMax = 200;

export function accountLines(
  account: FileAccount,
  file: SavedTable,
  language: Language,
): readonly AccountLine[] {
  const { title, address, sender, purpose, origin, data, subgraphs = [] } = account;
  const { account: texts, unknown } = responseTexts[language];
  const sources = sourcesIn(data, language);
  const number = (value: number) => value.toLocaleString(locales[language]);
  const unavailable = file.notices.filter(({ tone }) => tone === 'unavailable');
  const lines: readonly (AccountLine | undefined)[] = [
    [texts.table, title],
    [texts.rowCount, String(file.table.rows.length)],
    [texts.askedAt, origin ? momentText(origin.moment, language) : unknown],
    [texts.askedBy, sender],
    purpose === undefined ? undefined : [texts.purpose, purpose],
    sources.releases.length > 0 ? [texts.release, sources.releases.join(', ')] : undefined,
    sources.partners.length > 0 ? [texts.source, sources.partners.join(', ')] : undefined,
    sources.releases.length + sources.partners.length === 0
      ? [texts.source, capital(kindNames(subgraphs, language)) || texts.sourceUnknown]
      : undefined,
    [texts.unavailable, unavailable.map((one) => one[language]).join('; ') || texts.none],
    [texts.complete, texts.completeness[completenessOf(file)]],
    ...remarksOf(file, language).map((remark): AccountLine => [texts.remark, remark]),
    origin?.cost && [texts.cost, texts.costOf(number(origin.cost.cost), number(origin.cost.limit))],
    [texts.address, address],
    [texts.query, origin?.request.query ?? ''],
    [texts.variables, JSON.stringify(origin?.request.variables ?? {})],
  ];
  return lines.flatMap((line) =>
    line === undefined ? [] : [[line[0], line[1].slice(0, charactersMax)] as const],
  );
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** Whether the response itself names a release or a partner. */
export function namesItsSources(data: unknown): boolean {
  const { releases, partners } = sourcesIn(data, 'nl');
  return releases.length + partners.length > 0;
}

function momentText(moment: Date, language: Language): string {
  return moment.toLocaleString(locales[language], {
    dateStyle: 'long',
    timeStyle: 'short',
    timeZone: 'Europe/Amsterdam',
  });
}

interface Sources {
  readonly releases: readonly string[];
  readonly partners: readonly string[];
}

/** Releases and partners that the response itself names. */
function sourcesIn(data: unknown, language: Language): Sources {
  const releases = new Set<string>();
  const partners = new Set<string>();
  const visit = (value: unknown, depth: number): void => {
    if (typeof value !== 'object' || value === null || depth > depthMax) return;
    for (const [field, inner] of Object.entries(value)) {
      if (field === 'release') add(releases, textAt(inner, 'id'));
      // Provenance names a partner by its id.
      if (field === 'partner')
        add(
          partners,
          typeof inner === 'string' ? partnerName(inner)[language] : textAt(inner, 'name'),
        );
      visit(inner, depth + 1);
    }
  };
  visit(data, 0);
  return { releases: [...releases], partners: [...partners].toSorted() };
}

function add(names: Set<string>, name: unknown): void {
  if (typeof name === 'string' && names.size < namesMax) names.add(name);
}

function textAt(value: unknown, field: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, field) : undefined;
}
