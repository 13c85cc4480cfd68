import { explorerPlugin } from '@graphiql/plugin-explorer';
import type { Storage } from '@graphiql/toolkit';
import { GraphiQL, HISTORY_PLUGIN } from 'graphiql';
import type { GraphQLSchema } from 'graphql';
import { useEffect, useMemo, useState } from 'react';
import { languageOf, type Language } from '../../ui/language.ts';
import { tabText, tabVariables } from '../../ui/saved-query.ts';
import { todayInNetherlands } from '../../ui/today.ts';
import { loadSchema } from '../requests/load-schema.ts';
import type { SendOperation } from '../requests/send-operation.ts';
import { readAddress } from '../choices/page-address.ts';
import type { OpeningTab } from '../choices/page-address.ts';
import { ChoicesContext } from '../choices/page-choices.ts';
import { AddressFollowsTab } from '../choices/use-shared-address.ts';
import type { PageChoices } from '../choices/page-choices.ts';
import { LanguageContext } from '../choices/page-language.ts';
import { ResponsePanel } from '../response/response-panel.tsx';
import { savedQueries } from '../saved-query-list/saved-queries.ts';
import { savedQueryPlugins } from '../saved-query-list/saved-query-list.tsx';
import { FieldLine } from '../schema-words/field-line.tsx';
import { schemaPlugins } from '../schema-words/schema-panel.tsx';
import { signedInRole } from '../session/session.ts';
import { useSession } from '../session/session-context.ts';
import { ColourScheme } from './colour-scheme.tsx';
import { EditorOptions } from './editor-options.tsx';
import { PageHeader } from './page-header.tsx';
import { SkipLinks } from './skip-links.tsx';
import { useTabRoles } from './tab-roles.ts';
import { pageTexts } from './texts.ts';

const graphiqlPlugins = [explorerPlugin({ showAttribution: false }), HISTORY_PLUGIN];
const plugins = {
  nl: [savedQueryPlugins.nl, schemaPlugins.nl, ...graphiqlPlugins],
  en: [savedQueryPlugins.en, schemaPlugins.en, ...graphiqlPlugins],
};
const openedIn = languageOf(location.search);
const opened = readAddress(location.hash);
const isLinked = opened.query !== '';
const openingTabs: OpeningTab[] = [
  ...(isLinked ? [opened] : []),
  ...savedQueries.slice(0, isLinked ? 0 : 1).map((savedQuery) => ({
    query: tabText(savedQuery, openedIn),
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
  useTabRoles();
  const [choices, setChoices] = useState<PageChoices>(opened.choices);
  const shared = useMemo(
    () => ({
      choices,
      choose: (change: Partial<PageChoices>) => setChoices((known) => ({ ...known, ...change })),
    }),
    [choices],
  );
  const [language, chooseLanguage] = useState<Language>(openedIn);
  const shownLanguage = useMemo(() => ({ language, chooseLanguage }), [language]);
  useEffect(() => {
    document.documentElement.lang = language;
    document.title = pageTexts[language].title;
  }, [language]);
  const [isWide, setIsWide] = useState(false);
  return (
    <LanguageContext value={shownLanguage}>
      <ChoicesContext value={shared}>
        <div className="page">
          <SkipLinks />
          <PageHeader />
          {/* The labels of GraphiQL itself are in English in both languages; our panels in it have the language of the page. */}
          <main className="workbench" data-view={choices.view} data-wide={isWide} lang="en">
            <GraphiQL
              fetcher={sendOperation}
              storage={storage}
              plugins={plugins[language]}
              visiblePlugin={savedQueryPlugins[language]}
              defaultTabs={openingTabs}
              initialVariables={openingTabs[0]?.variables ?? ''}
              defaultEditorToolsVisibility="variables"
              isHeadersEditorEnabled={false}
              showPersistHeadersSettings={false}
              {...(schema === undefined ? {} : { schema })}
            >
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
        </div>
      </ChoicesContext>
    </LanguageContext>
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
