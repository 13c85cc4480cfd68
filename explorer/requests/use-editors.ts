import { useGraphiQL } from '@graphiql/react';
import type { MonacoEditor } from '@graphiql/react';
import { useEffect, useState } from 'react';

export interface Editors {
  readonly query: MonacoEditor;
  readonly variables: MonacoEditor;
}

type UseOfEditors = (editors: Editors) => void;

/**
 * Gives a function that does something with the editors of query and variables. GraphiQL loads the editors
 * after the page and ignores a run before that without a word, so a click before that waits for them. The
 * newest click wins.
 *
 * @example
 * const withEditors = useEditors();
 * <button onClick={() => withEditors(() => actions.run())}>
 */
export function useEditors(): (use: UseOfEditors) => void {
  const { query, variables, response } = useGraphiQL((state) => ({
    query: state.queryEditor,
    variables: state.variableEditor,
    response: state.responseEditor,
  }));
  const [waiting, setWaiting] = useState<UseOfEditors>();
  const isReady = query !== undefined && variables !== undefined && response !== undefined;
  useEffect(() => {
    if (!isReady || !waiting) return;
    setWaiting(undefined);
    waiting({ query, variables });
  }, [isReady, waiting, query, variables]);
  return (use) => {
    if (isReady) use({ query, variables });
    else setWaiting(() => use);
  };
}
