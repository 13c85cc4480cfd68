/** Texts of the reference; English has the same keys as Dutch. */
import type { Layer, TypeKind } from './reference.ts';

const nl = {
  lead: 'Alles wat u in Vakgraaf kunt opvragen: elk type en elk veld, van welke bron het komt en wie het mag zien.',
  search: 'Zoek in het Nederlands of Engels',
  searchHint: 'Bijvoorbeeld: begeleidingstraject, vrije plaatsen of voucher.',
  results: (shown: number, total: number) => {
    if (total === 0) return 'Geen type of veld met deze woorden. Probeer één ander woord.';
    if (total === 1) return '1 resultaat';
    return shown < total ? `De eerste ${shown} van ${total} resultaten` : `${total} resultaten`;
  },
  list: 'Typen per bron',
  start: 'Begin van elke vraag',
  back: 'Naar de lijst van typen',
  loading: 'De naslag wordt geladen …',
  failed: 'De naslag kan nu niet worden geladen. Probeer het later opnieuw.',
  unknown: (name: string) => `Er is geen type of veld met de naam ${name}.`,
  shared: 'Gedeeld',
  sharedOwners: 'alle bronnen',
  kinds: {
    object: 'type',
    input: 'invoer',
    enum: 'waarden',
    scalar: 'enkele waarde',
    union: 'een van meer typen',
  } satisfies Record<TypeKind, string>,
  owner: 'Bron',
  layer: 'Laag',
  layers: {
    public: 'openbaar',
    aggregate: 'statistiek, alleen beschermde aantallen',
    case: 'dossier',
  } satisfies Record<Layer, string>,
  access: 'Wie mag het zien',
  everyone: 'Iedereen, zonder in te loggen.',
  nobody: 'Nu niemand: geen enkel doel opent dit.',
  purposes: (names: readonly string[]) =>
    `Alleen wie is ingelogd voor ${names.length === 1 ? 'dit doel' : 'een van deze doelen'}: ${names.join(', ')}.`,
  fields: { object: 'Velden', input: 'Velden', enum: 'Waarden', scalar: '', union: '' },
  members: 'Een van deze typen',
  uses: 'Waar dit voorkomt',
  moreUses: (count: number) => `en op nog ${count} plaatsen`,
  arguments: 'Argumenten',
  standard: 'zonder keuze',
  example: 'Voorbeeld',
  deprecated: 'Verdwijnt',
};

type ReferenceTexts = typeof nl;

const en: ReferenceTexts = {
  lead: 'Everything that you can ask Vakgraaf for: each type and each field, which source it comes from and who may see it.',
  search: 'Search in Dutch or English',
  searchHint: 'For example: begeleidingstraject, free seats or voucher.',
  results: (shown, total) => {
    if (total === 0) return 'No type or field has these words. Try one other word.';
    if (total === 1) return '1 result';
    return shown < total ? `The first ${shown} of ${total} results` : `${total} results`;
  },
  list: 'Types by source',
  start: 'Start of every query',
  back: 'To the list of types',
  loading: 'Loading the reference …',
  failed: 'The reference cannot be loaded now. Try again later.',
  unknown: (name) => `There is no type or field with the name ${name}.`,
  shared: 'Shared',
  sharedOwners: 'all sources',
  kinds: {
    object: 'type',
    input: 'input',
    enum: 'values',
    scalar: 'single value',
    union: 'one of several types',
  },
  owner: 'Source',
  layer: 'Layer',
  layers: {
    public: 'public',
    aggregate: 'statistics, only protected numbers',
    case: 'case record',
  },
  access: 'Who may see it',
  everyone: 'Everybody, without signing in.',
  nobody: 'Nobody now: no purpose opens it.',
  purposes: (names) =>
    `Only who is signed in for ${names.length === 1 ? 'this purpose' : 'one of these purposes'}: ${names.join(', ')}.`,
  fields: { object: 'Fields', input: 'Fields', enum: 'Values', scalar: '', union: '' },
  members: 'One of these types',
  uses: 'Where it is used',
  moreUses: (count) => `and in ${count} more places`,
  arguments: 'Arguments',
  standard: 'by default',
  example: 'Example',
  deprecated: 'Will go',
};

export const texts = { nl, en };
