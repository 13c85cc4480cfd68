import { useGraphiQL, useGraphiQLActions } from '@graphiql/react';
import type { GraphiQLPlugin } from '@graphiql/react';
import { publicRole } from '../session/demo-session.ts';
import { purposeNames } from '../session/role-choice.tsx';
import { useSession } from '../session/session-context.ts';
import { tabText, tabVariables } from './question.ts';
import type { Question } from './question.ts';
import { questions, todayInNetherlands } from './questions.ts';

/** The saved questions, as sentences. A click opens one in a tab and takes the role it needs. */
export const galleryPlugin: GraphiQLPlugin = {
  title: 'Vragen / Questions',
  icon: GalleryIcon,
  content: Gallery,
};

function Gallery() {
  const open = useOpenQuestion();
  return (
    <section className="gallery" lang="nl" aria-labelledby="gallery-title">
      <h2 id="gallery-title">
        Vragen{' '}
        <span className="english" lang="en">
          Questions
        </span>
      </h2>
      <ol>
        {questions.map((question) => (
          <li key={question.id}>
            <button type="button" className="saved-question" onClick={() => open(question)}>
              <span className="saved-question-nl">{question.nl}</span>
              <span className="english" lang="en">
                {question.en}
              </span>
              <RoleMark question={question} />
            </button>
          </li>
        ))}
      </ol>
    </section>
  );
}

/** Who may ask it; the purpose too, where that role has more than one. */
function RoleMark({ question: { role, purpose } }: { readonly question: Question }) {
  const { view } = useSession();
  const known = view.roles.find((candidate) => candidate.role === role);
  const hasChoice = (known?.purposes.length ?? 0) > 1;
  const purposeName = hasChoice && purpose !== undefined ? purposeNames[purpose] : undefined;
  return (
    <span className="role-mark">
      {role === publicRole ? 'Publiek' : `Als ${(known?.name.nl ?? role).toLowerCase()}`}
      {purposeName !== undefined && `, doel: ${purposeName.toLowerCase()}`}
    </span>
  );
}

/** A question that is open already is shown again as it was saved, not opened a second time. */
function useOpenQuestion(): (question: Question) => void {
  const actions = useGraphiQLActions();
  const { tabs, queryEditor, variableEditor } = useGraphiQL((state) => ({
    tabs: state.tabs,
    queryEditor: state.queryEditor,
    variableEditor: state.variableEditor,
  }));
  const { session } = useSession();
  return (question) => {
    void session.suggest(question.role, question.purpose);
    const query = tabText(question);
    const openAt = tabs.findIndex((tab) => tab.query === query);
    if (openAt >= 0) {
      actions.changeTab(openAt);
      return;
    }
    const variables = tabVariables(question, todayInNetherlands());
    actions.addTab();
    actions.updateActiveTabValues({ query, variables });
    queryEditor?.setValue(query);
    variableEditor?.setValue(variables);
  };
}

function GalleryIcon() {
  return (
    <svg viewBox="0 0 20 20" fill="none" stroke="currentColor" strokeWidth="1.5" aria-hidden="true">
      <path d="M3 4.5h14v9H9l-4 3v-3H3z" strokeLinejoin="round" />
      <path d="M6.5 7.5h7M6.5 10.5h4.5" strokeLinecap="round" />
    </svg>
  );
}
