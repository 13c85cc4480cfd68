import { useGraphiQL, useGraphiQLActions } from '@graphiql/react';
import type { GraphiQLPlugin } from '@graphiql/react';
import type { GraphQLSchema } from 'graphql';
import { useMemo, useState } from 'react';
import type { Language } from '../../ui/language.ts';
import { useLanguage, useTexts } from '../choices/page-language.ts';
import { useEditors } from '../requests/use-editors.ts';
import { SearchField } from '../search-field/search-field.tsx';
import { exampleQuery } from './example-query.ts';
import { createFindEntries } from './find-entries.ts';
import { schemaEntries, typeEntry } from './schema-entry.ts';
import type { SchemaEntry } from './schema-entry.ts';
import { schemaTexts } from './texts.ts';
import { useEntryAtCursor } from './use-entry-at-cursor.ts';

/** A search in the Dutch and English texts of the schema, and what they say about the field at the cursor. */
export const schemaPlugins: Readonly<Record<Language, GraphiQLPlugin>> = {
  nl: { title: schemaTexts.nl.panel, icon: SearchIcon, content: SchemaPanel },
  en: { title: schemaTexts.en.panel, icon: SearchIcon, content: SchemaPanel },
};

function SchemaPanel() {
  const language = useLanguage();
  const texts = useTexts(schemaTexts);
  const schema = useGraphiQL((state) => state.schema);
  const [words, setWords] = useState('');
  const [chosen, setChosen] = useState<string>();
  const atCursor = useEntryAtCursor();
  const entries = useMemo(() => (schema ? schemaEntries(schema) : []), [schema]);
  const find = useMemo(() => createFindEntries(entries), [entries]);
  const found = find(words);
  const isSearching = words.trim() !== '';
  const opened = entries.find(({ name }) => name === chosen);
  const shown = opened ?? (isSearching ? undefined : atCursor);
  return (
    <section
      className="side-panel schema-panel"
      lang={language}
      aria-labelledby="schema-panel-title"
    >
      <h2 id="schema-panel-title">{texts.title}</h2>
      <SearchField
        label={texts.search}
        value={words}
        onChange={(value) => {
          setWords(value);
          setChosen(undefined);
        }}
      />
      <p className="found-count" role="status">
        {isSearching && !opened && texts.results(found.length)}
      </p>
      {opened && (
        <button type="button" className="text-button" onClick={() => setChosen(undefined)}>
          {isSearching ? texts.backToResults : texts.back}
        </button>
      )}
      {!shown && !isSearching && <p className="hint">{texts.hint}</p>}
      {shown && schema && (
        <EntryDetails entry={shown} schema={schema} isAtCursor={!opened} onChoose={setChosen} />
      )}
      {!opened && isSearching && <EntryList entries={found} onChoose={setChosen} />}
    </section>
  );
}

interface EntryListProps {
  readonly entries: readonly SchemaEntry[];
  readonly onChoose: (name: string) => void;
}

function EntryList({ entries, onChoose }: EntryListProps) {
  return (
    <ul className="entries">
      {entries.map((entry) => (
        <li key={entry.name}>
          <button type="button" className="schema-entry" onClick={() => onChoose(entry.name)}>
            <EntryHead entry={entry} />
            <span className="entry-text" lang="en">
              {entry.text}
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}

/**
 * The schema has its terms in Dutch, and its names and texts in English. Both pages show both: the term is what people
 * in the Netherlands call it.
 */
function EntryHead({ entry: { term, name, type } }: { readonly entry: SchemaEntry }) {
  const isDutch = useLanguage() === 'nl';
  const dutch = term !== '' && (
    <span className="entry-term" lang="nl">
      {term}
    </span>
  );
  return (
    <>
      {isDutch && dutch}
      <code lang="en">
        {name}
        {type !== '' && <span className="entry-type">: {type}</span>}
      </code>
      {!isDutch && dutch}
    </>
  );
}

interface EntryDetailsProps {
  readonly entry: SchemaEntry;
  readonly schema: GraphQLSchema;
  readonly isAtCursor: boolean;
  readonly onChoose: (name: string) => void;
}

/** One field or type: its term and text, its arguments, and the fields of the type that it gives. */
function EntryDetails({ entry, schema, isAtCursor, onChoose }: EntryDetailsProps) {
  const givenName = entry.type.replaceAll(/[[\]!]/g, '');
  const given = schema.getType(givenName);
  const fields = given === undefined ? entry.details : typeEntry(given).details;
  const isField = entry.type !== '';
  const texts = useTexts(schemaTexts);
  const example = exampleQuery(schema, entry.name, texts.exampleName);
  return (
    <article className="entry-details">
      {isAtCursor && <p className="entry-place">{texts.atCursor}</p>}
      <h3>
        <EntryHead entry={entry} />
      </h3>
      <p lang="en">{entry.text}</p>
      {entry.deprecated !== undefined && (
        <p className="deprecated">
          {texts.deprecated}: <span lang="en">{entry.deprecated}</span>
        </p>
      )}
      {example !== undefined && <ExampleButton query={example} />}
      {isField && entry.details.length > 0 && (
        <>
          <h4>{texts.arguments}</h4>
          <dl>
            {entry.details.map((argument) => (
              <div key={argument.name}>
                <dt>
                  <EntryHead entry={argument} />
                </dt>
                <dd className="entry-text" lang="en">
                  {argument.text}
                </dd>
              </div>
            ))}
          </dl>
        </>
      )}
      {fields.length > 0 && (
        <>
          <h4>{isField ? texts.fieldsOf(givenName) : texts.fields}</h4>
          <EntryList entries={fields} onChoose={onChoose} />
        </>
      )}
    </article>
  );
}

function ExampleButton({ query }: { readonly query: string }) {
  const texts = useTexts(schemaTexts);
  const actions = useGraphiQLActions();
  const withEditors = useEditors();
  const open = () =>
    withEditors((editors) => {
      actions.addTab();
      actions.updateActiveTabValues({ query, variables: '' });
      editors.query.setValue(query);
    });
  return (
    <button type="button" className="small-button" onClick={open}>
      {texts.begin}
    </button>
  );
}

function SearchIcon() {
  return (
    <svg viewBox="0 0 20 20" fill="none" stroke="currentColor" strokeWidth="1.5" aria-hidden="true">
      <circle cx="8.5" cy="8.5" r="5.5" />
      <path d="m12.7 12.7 4.3 4.3" strokeLinecap="round" />
    </svg>
  );
}
