import { explorerPlugin } from '@graphiql/plugin-explorer';
import type { Storage } from '@graphiql/toolkit';
import { GraphiQL, HISTORY_PLUGIN } from 'graphiql';
import type { GraphQLSchema } from 'graphql';
import { useEffect, useState } from 'react';
import { tabText, tabVariables } from '../../ui/saved-query.ts';
import { todayInNetherlands } from '../../ui/today.ts';
import { loadSchema } from '../requests/load-schema.ts';
import type { SendOperation } from '../requests/send-operation.ts';
import { ResponsePanel } from '../response/response-panel.tsx';
import type { ResponseView } from '../response/response-panel.tsx';
import { savedQueries } from '../saved-query-list/saved-queries.ts';
import { savedQueryPlugin } from '../saved-query-list/saved-query-list.tsx';
import { signedInRole } from '../session/session.ts';
import { useSession } from '../session/session-context.ts';
import { EditorOptions } from './editor-options.tsx';
import { operationInAddress } from './operation-in-address.ts';
import type { OpeningTab } from './operation-in-address.ts';
import { PageHeader } from './page-header.tsx';

const plugins = [savedQueryPlugin, explorerPlugin({ showAttribution: false }), HISTORY_PLUGIN];
const openingSavedQueries = 3;
const linkedOperation = operationInAddress(location.hash);
const openingTabs: OpeningTab[] = [
  ...(linkedOperation === null ? [] : [linkedOperation]),
  ...savedQueries.slice(0, openingSavedQueries).map((savedQuery) => ({
    query: tabText(savedQuery),
    variables: tabVariables(savedQuery, todayInNetherlands()),
  })),
];

interface ExplorerProps {
  readonly sendOperation: SendOperation;
  readonly storage: Storage;
}

/** The whole page: a header with the role, and GraphiQL with the saved queries and the response table. */
export function Explorer({ sendOperation, storage }: ExplorerProps) {
  const schema = usePublishedSchema();
  const [responseView, setResponseView] = useState<ResponseView>('table');
  const [isWide, setIsWide] = useState(false);
  return (
    <div className="page">
      <PageHeader />
      <main className="workbench" data-view={responseView} data-wide={isWide} lang="en">
        <GraphiQL
          fetcher={sendOperation}
          storage={storage}
          plugins={plugins}
          visiblePlugin={savedQueryPlugin}
          defaultTabs={openingTabs}
          initialVariables={openingTabs[0]?.variables ?? ''}
          defaultTheme="light"
          defaultEditorToolsVisibility="variables"
          isHeadersEditorEnabled={false}
          showPersistHeadersSettings={false}
          {...(schema === undefined ? {} : { schema })}
        >
          <EditorOptions />
          <GraphiQL.Logo>{null}</GraphiQL.Logo>
          <GraphiQL.Footer>
            <ResponsePanel
              view={responseView}
              onView={setResponseView}
              isWide={isWide}
              onWide={setIsWide}
            />
          </GraphiQL.Footer>
        </GraphiQL>
      </main>
    </div>
  );
}

/**
 * The schema for the public or the signed-in user; in production the latter is larger. `null` while
 * it loads; `undefined` when the gateway publishes none, and then GraphiQL sends an introspection query.
 */
function usePublishedSchema(): GraphQLSchema | null | undefined {
  const [schema, setSchema] = useState<GraphQLSchema | null | undefined>(null);
  const { session, view } = useSession();
  const isSignedIn = view.role === signedInRole;
  const purpose = isSignedIn ? view.purpose : undefined;
  useEffect(() => {
    let isCurrent = true;
    // When the sign-in has just expired the schema stays; the header shows that it has expired.
    const load = async () => loadSchema(isSignedIn ? await session.headers() : {});
    void load().then(
      (loaded) => (isCurrent ? setSchema(loaded) : undefined),
      () => undefined,
    );
    return () => {
      isCurrent = false;
    };
  }, [session, isSignedIn, purpose]);
  return schema;
}
