/* oxlint-disable import/no-unassigned-import -- workers and styles are imported for their effect */
import 'graphiql/setup-workers/vite';
import 'graphiql/style.css';
import '@graphiql/plugin-explorer/style.css';
import './schema-panel.css';
import './response.css';
import './response-table.css';
import './graphiql-colours.css';
import './narrow-workbench.css';
import { explorerPlugin } from '@graphiql/plugin-explorer';
import { useGraphiQLActions } from '@graphiql/react';
import { GraphiQL, HISTORY_PLUGIN } from 'graphiql';
import type { GraphQLSchema } from 'graphql';
import { useEffect, useMemo, useRef, useState } from 'react';
import { AddressFollowsTab } from '../choices/use-shared-address.ts';
import { useChoices } from '../choices/page-choices.ts';
import { useLanguage } from '../choices/page-language.ts';
import { createAskPlan } from '../requests/ask-plan.ts';
import { loadSchema } from '../requests/load-schema.ts';
import { createSendOperation } from '../requests/send-operation.ts';
import { useEditors } from '../requests/use-editors.ts';
import { useOpenTab } from '../requests/use-open-tab.ts';
import { AskPlanContext } from '../response/plan.ts';
import { ResponsePanel } from '../response/response-panel.tsx';
import type { Opening } from '../saved-query-list/opening.ts';
import { savedQueryPlugins } from '../saved-query-list/saved-query-panel.tsx';
import { FieldLine } from '../schema-words/field-line.tsx';
import { schemaPlugins } from '../schema-words/schema-panel.tsx';
import { signedInRole } from '../session/session.ts';
import { useSession } from '../session/session-context.ts';
import { ColourScheme } from './colour-scheme.tsx';
import { EditorOptions } from './editor-options.tsx';
import { createPageStorage } from './page-storage.ts';
import { useTabRoles } from './tab-roles.ts';
import { pageTexts } from './texts.ts';

const graphiqlPlugins = [explorerPlugin({ showAttribution: false }), HISTORY_PLUGIN];
const plugins = {
  nl: [savedQueryPlugins.nl, schemaPlugins.nl, ...graphiqlPlugins],
  en: [savedQueryPlugins.en, schemaPlugins.en, ...graphiqlPlugins],
};

/** GraphiQL with the saved queries and the response table. It is loaded when the first query is opened, because it is large. */
export function Workbench({ opening }: { readonly opening: Opening }) {
  const { session } = useSession();
  const schema = usePublishedSchema();
  const language = useLanguage();
  useTabRoles(pageTexts[language].nameless);
  const { choices } = useChoices();
  const [isWide, setIsWide] = useState(false);
  const [tools] = useState(() => ({
    sendOperation: createSendOperation(session),
    askPlan: createAskPlan(session),
    storage: createPageStorage(localStorage),
  }));
  const [first] = useState(opening);
  const tabs = useMemo(() => [first], [first]);
  // The labels of GraphiQL itself are in English in both languages; our panels in it have the language of the page.
  return (
    <AskPlanContext value={tools.askPlan}>
      <main className="workbench" data-view={choices.view} data-wide={isWide} lang="en">
        <GraphiQL
          fetcher={tools.sendOperation}
          storage={tools.storage}
          plugins={plugins[language]}
          visiblePlugin={savedQueryPlugins[language]}
          defaultTabs={tabs}
          initialVariables={first.variables}
          defaultEditorToolsVisibility="variables"
          isHeadersEditorEnabled={false}
          showPersistHeadersSettings={false}
          {...(schema === undefined ? {} : { schema })}
        >
          <Begin opening={first} />
          {opening !== first && <OpenLinked opening={opening} />}
          <EditorOptions />
          <ColourScheme />
          <AddressFollowsTab />
          <FieldLine />
          <GraphiQL.Logo>{null}</GraphiQL.Logo>
          <GraphiQL.Footer>
            <ResponsePanel isWide={isWide} onWide={setIsWide} />
          </GraphiQL.Footer>
        </GraphiQL>
      </main>
    </AskPlanContext>
  );
}

/** Runs the query that the page was opened with, and puts the focus where the click leads, once. */
function Begin({ opening: { isRun, focus } }: { readonly opening: Opening }) {
  const actions = useGraphiQLActions();
  const withEditors = useEditors();
  const hasBegun = useRef(false);
  useEffect(() => {
    if (hasBegun.current) return;
    hasBegun.current = true;
    withEditors(({ query }) => {
      if (focus === 'query') query.focus();
      if (focus === 'response') document.querySelector<HTMLElement>('.response')?.focus();
      if (isRun) actions.run();
    });
  }, [actions, withEditors, isRun, focus]);
  return null;
}

/** Opens the query of an address that changed while the page was open. */
function OpenLinked({ opening }: { readonly opening: Opening }) {
  const openTab = useOpenTab();
  const last = useRef<Opening>(undefined);
  useEffect(() => {
    if (last.current === opening) return;
    last.current = opening;
    openTab(
      opening,
      ({ query, variables }) => query.trim() === opening.query && variables === opening.variables,
    );
  }, [openTab, opening]);
  return null;
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
