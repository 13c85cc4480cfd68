import { useGraphiQL } from '@graphiql/react';
import { useEffect } from 'react';

const look = { fontSize: 13, lineHeight: 20, wordWrap: 'on' } as const;

/** Smaller type and wrapped lines: a question stands beside its answer, and neither is wide. */
export function EditorLook() {
  const editors = useGraphiQL((state) => [
    state.queryEditor,
    state.variableEditor,
    state.responseEditor,
  ]);
  useEffect(() => {
    for (const editor of editors) editor?.updateOptions(look);
  }, [editors]);
  return null;
}
