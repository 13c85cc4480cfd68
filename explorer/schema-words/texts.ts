/** Texts of the panel about the schema and of the line about a field; English has the same keys as Dutch. */

const nl = {
  panel: 'Schema doorzoeken',
  title: 'Schema',
  search: 'Zoek een woord',
  results: (count: number) => {
    if (count === 0) return 'Niets gevonden. Probeer een korter woord.';
    return count === 1 ? '1 resultaat' : `${count} resultaten`;
  },
  backToResults: 'Terug naar de resultaten',
  back: 'Terug',
  hint: 'Typ een woord in het Nederlands of het Engels, zoals “begeleidingstraject”, of zet de cursor in de vraag op een veld.',
  atCursor: 'Het veld bij de cursor',
  deprecated: 'Verdwijnt',
  arguments: 'Argumenten',
  fields: 'Velden',
  fieldsOf: (type: string) => `Velden van ${type}`,
  begin: 'Begin hiermee een vraag',
  exampleName: 'Voorbeeld',
  more: 'Meer over dit veld',
};

const en: typeof nl = {
  panel: 'Search the schema',
  title: 'Schema',
  search: 'Search for a word',
  results: (count) => {
    if (count === 0) return 'Nothing found. Try a shorter word.';
    return count === 1 ? '1 result' : `${count} results`;
  },
  backToResults: 'Back to the results',
  back: 'Back',
  hint: 'Type a word in English or Dutch, such as “trajectory”, or put the cursor on a field of the query.',
  atCursor: 'The field at the cursor',
  deprecated: 'Deprecated',
  arguments: 'Arguments',
  fields: 'Fields',
  fieldsOf: (type) => `Fields of ${type}`,
  begin: 'Start a query with it',
  exampleName: 'Example',
  more: 'More about this field',
};

export const schemaTexts = { nl, en };
