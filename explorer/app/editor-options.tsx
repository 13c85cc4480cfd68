import { useGraphiQL } from '@graphiql/react';
import { useEffect } from 'react';

const options = { fontSize: 13, lineHeight: 20, wordWrap: 'on' } as const;

/** Sets a small font and wrapped lines, because query and response share the width of the page. */
export function EditorOptions() {
  const editors = useGraphiQL((state) => [
    state.queryEditor,
    state.variableEditor,
    state.responseEditor,
  ]);
  useEffect(() => {
    for (const editor of editors) editor?.updateOptions(options);
  }, [editors]);
  return null;
}
