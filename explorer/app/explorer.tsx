import { explorerPlugin } from '@graphiql/plugin-explorer';
import type { Storage } from '@graphiql/toolkit';
import { GraphiQL, HISTORY_PLUGIN } from 'graphiql';
import type { GraphQLSchema } from 'graphql';
import { useEffect, useState } from 'react';
import type { Ask } from '../asking/ask.ts';
import { loadSchema } from '../asking/schema.ts';
import { galleryPlugin } from '../gallery/gallery.tsx';
import { tabText, tabVariables } from '../gallery/question.ts';
import { questions, todayInNetherlands } from '../gallery/questions.ts';
import { AnswerPanel } from '../table/answer-panel.tsx';
import type { AnswerView } from '../table/answer-panel.tsx';
import { signedInRole } from '../session/session.ts';
import { useSession } from '../session/session-context.ts';
import { EditorLook } from './editor-look.tsx';
import { PageHeader } from './page-header.tsx';
import { questionInAddress } from './question-in-address.ts';
import type { OpeningTab } from './question-in-address.ts';

const plugins = [galleryPlugin, explorerPlugin({ showAttribution: false }), HISTORY_PLUGIN];
const openingTabsMax = 3;
const broughtAlong = questionInAddress(location.hash);
const openingTabs: OpeningTab[] = [
  ...(broughtAlong === null ? [] : [broughtAlong]),
  ...questions.slice(0, openingTabsMax).map((question) => ({
    query: tabText(question),
    variables: tabVariables(question, todayInNetherlands()),
  })),
];

interface ExplorerProps {
  readonly ask: Ask;
  readonly storage: Storage;
}

/** The whole page: who asks above, GraphiQL with our gallery beside it and our table in it. */
export function Explorer({ ask, storage }: ExplorerProps) {
  const schema = usePublishedSchema();
  const [answerView, setAnswerView] = useState<AnswerView>('table');
  const [isWide, setIsWide] = useState(false);
  return (
    <div className="page">
      <PageHeader />
      <main className="workbench" data-answer={answerView} data-wide={isWide} lang="en">
        <GraphiQL
          fetcher={ask}
          storage={storage}
          plugins={plugins}
          visiblePlugin={galleryPlugin}
          defaultTabs={openingTabs}
          initialVariables={openingTabs[0]?.variables ?? ''}
          defaultTheme="light"
          defaultEditorToolsVisibility="variables"
          isHeadersEditorEnabled={false}
          showPersistHeadersSettings={false}
          {...(schema === undefined ? {} : { schema })}
        >
          <EditorLook />
          <GraphiQL.Logo>{null}</GraphiQL.Logo>
          <GraphiQL.Footer>
            <AnswerPanel
              view={answerView}
              onView={setAnswerView}
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
 * The schema as the public may read it, or whoever signed in: in production that is more. `null` while
 * it loads, `undefined` when there is none: only then does GraphiQL introspect.
 */
function usePublishedSchema(): GraphQLSchema | null | undefined {
  const [schema, setSchema] = useState<GraphQLSchema | null | undefined>(null);
  const { session, view } = useSession();
  const isSignedIn = view.role === signedInRole;
  const purpose = isSignedIn ? view.purpose : undefined;
  useEffect(() => {
    let isCurrent = true;
    // A sign-in that has just ended leaves the schema as it is; the page says that it has ended.
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
