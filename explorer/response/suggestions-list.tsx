import { useGraphiQL } from '@graphiql/react';
import { useMemo } from 'react';
import { useTexts } from '../choices/page-language.ts';
import { suggestionsFor } from '../schema-words/suggestions.ts';
import type { Suggestion } from '../schema-words/suggestions.ts';
import { responseTexts } from './texts.ts';

/** For each unknown name in the query: names of the schema that resemble it. A click corrects the query. */
export function SuggestionsList({ query }: { readonly query: string }) {
  const texts = useTexts(responseTexts).suggestions;
  const schema = useGraphiQL((state) => state.schema);
  const editor = useGraphiQL((state) => state.queryEditor);
  const suggestions = useMemo(() => (schema ? suggestionsFor(schema, query) : []), [schema, query]);
  const correct = ({ wrong }: Suggestion, name: string) => {
    // The text may have changed since it was sent, by another correction for example.
    const text = editor?.getValue() ?? '';
    const now = schema && suggestionsFor(schema, text).find((one) => one.wrong === wrong);
    if (!editor || !now) return;
    editor.setValue(`${text.slice(0, now.start)}${name}${text.slice(now.end)}`);
    editor.focus();
  };
  if (suggestions.length === 0) return null;
  return (
    <ul className="suggestions" aria-label={texts.title}>
      {suggestions.map((suggestion) => (
        <li key={suggestion.start}>
          <code>{suggestion.wrong}</code> {texts.unknown}{' '}
          {suggestion.names.map((name, index) => (
            <span key={name}>
              {index > 0 && (index < suggestion.names.length - 1 ? ', ' : ` ${texts.or} `)}
              <button
                type="button"
                className="text-button"
                title={texts.correct}
                onClick={() => correct(suggestion, name)}
              >
                {name}
              </button>
            </span>
          ))}
          ?
        </li>
      ))}
    </ul>
  );
}
