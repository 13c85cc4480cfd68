import { useGraphiQL, useGraphiQLActions } from '@graphiql/react';
import { useEffect, useState } from 'react';
import { createPortal } from 'react-dom';
import { useLanguage, useTexts } from '../choices/page-language.ts';
import { schemaPlugins } from './schema-panel.tsx';
import { schemaTexts } from './texts.ts';
import { useEntryAtCursor } from './use-entry-at-cursor.ts';

/** Below the query: what the field at the cursor means. It opens the panel that tells more. */
export function FieldLine() {
  const entry = useEntryAtCursor();
  const place = usePlaceBelowQuery();
  const actions = useGraphiQLActions();
  const language = useLanguage();
  const texts = useTexts(schemaTexts);
  const panel = schemaPlugins[language];
  const isPanelOpen = useGraphiQL((state) => state.visiblePlugin === panel);
  if (!place || !entry || isPanelOpen) return null;
  return createPortal(
    <p className="field-line" lang={language}>
      {language === 'nl' && entry.term !== '' && <strong>{entry.term}</strong>}{' '}
      <code lang="en">{entry.name}</code> <span lang="en">{entry.text}</span>{' '}
      <button type="button" className="text-button" onClick={() => actions.setVisiblePlugin(panel)}>
        {texts.more}
      </button>
    </p>,
    place,
  );
}

/** GraphiQL has no place for it, so an element is added between its two editors. */
function usePlaceBelowQuery(): HTMLElement | null {
  const [place, setPlace] = useState<HTMLElement | null>(null);
  const editor = useGraphiQL((state) => state.queryEditor);
  useEffect(() => {
    const query = document.querySelector('.graphiql-query-editor');
    if (!editor || !query) return undefined;
    const element = document.createElement('div');
    element.className = 'field-line-place';
    query.append(element);
    setPlace(element);
    return () => element.remove();
  }, [editor]);
  return place;
}
