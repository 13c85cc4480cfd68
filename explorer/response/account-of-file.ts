/** What a file says about itself: what was asked, when, by whom, where the data comes from and what it lacks. */
import { partnerName } from '../../ui/partner-names.ts';
import type { ResponseOrigin } from './response-origin.ts';
import { completenessOf, remarksOf } from './file-remarks.ts';
import type { SavedTable } from './file-remarks.ts';

export interface FileAccount {
  readonly title: string;
  readonly address: string;
  /** Name of the role or user, and of the purpose. */
  readonly sender: string;
  readonly purpose: string | undefined;
  readonly origin: ResponseOrigin | undefined;
  readonly data: unknown;
}

export type AccountLine = readonly [name: string, text: string];

const completenessTexts = { complete: 'ja', unknown: 'niet bekend', incomplete: 'nee' };
const sourceUnknown =
  'Niet bekend. Vraag "provenance { partner }" of "release { id }" op om dat te weten.';
/** Excel cuts off a longer text. */
const charactersMax = 32_000;
const depthMax = 20;
const namesMax = 200;

export function accountLines(account: FileAccount, file: SavedTable): readonly AccountLine[] {
  const { title, address, sender, purpose, origin, data } = account;
  const sources = sourcesIn(data);
  const unavailable = file.notices.filter(({ tone }) => tone === 'unavailable');
  const lines: readonly (AccountLine | undefined)[] = [
    ['Tabel', title],
    ['Aantal rijen', String(file.table.rows.length)],
    ['Gevraagd op', origin ? momentText(origin.moment) : 'niet bekend'],
    ['Gevraagd door', sender],
    purpose === undefined ? undefined : ['Doel', purpose],
    sources.releases.length > 0 ? ['Uitgave', sources.releases.join(', ')] : undefined,
    sources.partners.length > 0 ? ['Bron', sources.partners.join(', ')] : undefined,
    sources.releases.length + sources.partners.length === 0 ? ['Bron', sourceUnknown] : undefined,
    ['Niet beschikbaar', unavailable.map(({ nl }) => nl).join('; ') || 'geen'],
    ['Volledig', completenessTexts[completenessOf(file)]],
    ...remarksOf(file).map((remark): AccountLine => ['Opmerking', remark]),
    origin?.cost && ['Kosten', `${origin.cost.cost} van ${origin.cost.limit}`],
    ['Adres', address],
    ['Vraag', origin?.request.query ?? ''],
    ['Variabelen', JSON.stringify(origin?.request.variables ?? {})],
  ];
  return lines.flatMap((line) =>
    line === undefined ? [] : [[line[0], line[1].slice(0, charactersMax)] as const],
  );
}

function momentText(moment: Date): string {
  return moment.toLocaleString('nl-NL', {
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
function sourcesIn(data: unknown): Sources {
  const releases = new Set<string>();
  const partners = new Set<string>();
  const visit = (value: unknown, depth: number): void => {
    if (typeof value !== 'object' || value === null || depth > depthMax) return;
    for (const [field, inner] of Object.entries(value)) {
      if (field === 'release') add(releases, inner, 'id');
      if (field === 'partner') add(partners, inner, 'name');
      visit(inner, depth + 1);
    }
  };
  visit(data, 0);
  return { releases: [...releases], partners: [...partners].toSorted() };
}

/** Provenance names a partner by its id. */
function partnerText(id: unknown): unknown {
  return typeof id === 'string' ? partnerName(id).nl : undefined;
}

function add(names: Set<string>, value: unknown, field: string): void {
  const isObject = typeof value === 'object' && value !== null;
  const name: unknown = isObject ? Reflect.get(value, field) : partnerText(value);
  if (typeof name === 'string' && names.size < namesMax) names.add(name);
}
