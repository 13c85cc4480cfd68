import { useGraphiQL } from '@graphiql/react';
import { useEffect, useState } from 'react';
import { entryAtCursor } from './entry-at-cursor.ts';
import type { SchemaEntry } from './schema-entry.ts';

/** What the schema says about the field at the cursor; the last one while the query is not valid. */
export function useEntryAtCursor(): SchemaEntry | undefined {
  const [entry, setEntry] = useState<SchemaEntry>();
  const schema = useGraphiQL((state) => state.schema);
  const editor = useGraphiQL((state) => state.queryEditor);
  useEffect(() => {
    if (!schema || !editor) return undefined;
    const show = () => {
      const model = editor.getModel();
      const position = editor.getPosition();
      if (!model || !position) return;
      const found = entryAtCursor(schema, model.getValue(), model.getOffsetAt(position));
      if (found) setEntry((shown) => (shown?.name === found.name ? shown : found));
    };
    show();
    const listening = editor.onDidChangeCursorPosition(show);
    return () => listening.dispose();
  }, [schema, editor]);
  return entry;
}
