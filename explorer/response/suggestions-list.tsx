import { useGraphiQL } from '@graphiql/react';
import { useMemo } from 'react';
import { suggestionsFor } from '../schema-words/suggestions.ts';
import type { Suggestion } from '../schema-words/suggestions.ts';

/** For each unknown name in the query: names of the schema that resemble it. A click corrects the query. */
export function SuggestionsList({ query }: { readonly query: string }) {
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
    <ul className="suggestions" aria-label="Voorstellen">
      {suggestions.map((suggestion) => (
        <li key={suggestion.start}>
          <code>{suggestion.wrong}</code> staat niet in het schema. Bedoelt u{' '}
          {suggestion.names.map((name, index) => (
            <span key={name}>
              {index > 0 && ' of '}
              <button
                type="button"
                className="text-button"
                title="Correct the query"
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
