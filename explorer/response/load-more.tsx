import { useGraphiQL, useGraphiQLActions } from '@graphiql/react';
import type { FetcherParams } from '@graphiql/toolkit';
import { useEffect, useRef, useState } from 'react';
import { useTexts } from '../choices/page-language.ts';
import { loadedRowsMax, nextPageRequest, pageInfoAt, rowsAt, withNextPage } from './next-page.ts';
import { noteLonger, responseText } from './response-origin.ts';
import type { ResponseOrigin } from './response-origin.ts';
import { responseTexts } from './texts.ts';

interface LoadMoreProps {
  /** Of the list in the response. */
  readonly path: readonly string[];
  readonly response: unknown;
  readonly origin: ResponseOrigin;
}

/** The most pages of one click on "load all": as many as fit in the table when each has 20 rows. */
const pagesMax = 250;

/** Adds the next page of a list to the table, or all of them up to a maximum. */
export function LoadMore({ path, response, origin }: LoadMoreProps) {
  const { schema, fetcher, tabId } = useGraphiQL((state) => ({
    schema: state.schema,
    fetcher: state.fetcher,
    tabId: state.tabs[state.activeTabIndex]?.id,
  }));
  const texts = useTexts(responseTexts);
  const show = useShowResponse();
  const [progress, setProgress] = useState<number>();
  const data = (response as { readonly data?: unknown }).data;
  const canLoad = nextPageRequest(origin.request, path, data, schema) !== undefined;
  if (!canLoad) return null;
  if (rowsAt(data, path) >= loadedRowsMax)
    return <p className="rows-left-out">{texts.mostLoaded(loadedRowsMax)}</p>;

  const load = async (pages: number) => {
    let merged = response as { readonly data?: unknown };
    setProgress(rowsAt(data, path));
    for (let page = 0; page < pages; page++) {
      const next = nextPageRequest(origin.request, path, merged.data, schema);
      if (!next) break;
      const { isFirst, ...request } = next;
      // oxlint-disable-next-line no-await-in-loop -- each page begins at the cursor of the one before
      const received: unknown = await fetcher(requestOf(origin, request));
      const before = rowsAt(merged.data, path);
      merged = withNextPage(merged, received, path, isFirst) as typeof merged;
      const rows = rowsAt(merged.data, path);
      setProgress(rows);
      const isStuck = !isFirst && rows <= before;
      const { hasNextPage } = pageInfoAt(merged.data, path);
      if (isStuck || hasNextPage !== true || rows >= loadedRowsMax) break;
    }
    show(tabId, responseText(merged), origin);
    setProgress(undefined);
  };

  if (progress !== undefined)
    return (
      <p className="load-more" role="status">
        {texts.loadedRows(progress)}
      </p>
    );
  return (
    <div className="load-more">
      <button type="button" onClick={() => void load(1)}>
        {texts.loadMore}
      </button>
      <button
        type="button"
        title={texts.loadAllTitle(loadedRowsMax)}
        onClick={() => void load(pagesMax)}
      >
        {texts.loadAll}
      </button>
    </div>
  );
}

function requestOf(
  { request }: ResponseOrigin,
  page: { readonly query: string; readonly variables: unknown },
): FetcherParams {
  return {
    query: page.query,
    variables: page.variables,
    ...(request.operationName == null ? {} : { operationName: request.operationName }),
  };
}

/** Shows the longer response, unless the user went to another tab in the meantime. */
function useShowResponse() {
  const actions = useGraphiQLActions();
  const { editor, current } = useGraphiQL((state) => ({
    editor: state.responseEditor,
    current: state.tabs[state.activeTabIndex]?.id,
  }));
  const shown = useRef(current);
  useEffect(() => {
    shown.current = current;
  }, [current]);
  return (tabId: string | undefined, response: string, origin: ResponseOrigin) => {
    if (shown.current !== tabId) return;
    noteLonger(response, origin);
    editor?.setValue(response);
    actions.updateActiveTabValues({ response });
  };
}
