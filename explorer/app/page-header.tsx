import { pathIn } from '../../ui/language.ts';
import { useLanguage, useTexts } from '../choices/page-language.ts';
import { useSession } from '../session/session-context.ts';
import { RoleChoice, RoleState } from '../session/role-choice.tsx';
import { SignInButton, SignInState } from '../session/sign-in-control.tsx';
import { LanguageLinks } from './language-links.tsx';
import { pageTexts } from './texts.ts';

/** Name of the page, link to the dashboard, languages, sign-in and role; in the demo also a notice about synthetic data. */
export function PageHeader() {
  const { view } = useSession();
  const language = useLanguage();
  const texts = useTexts(pageTexts);
  const isDemo = view.roles.length > 0;
  const hasChoice = isDemo || view.signIn.user !== undefined;
  return (
    <header className="page-header">
      <div className="page-bar">
        <h1 className="page-name">
          <img src={`${import.meta.env.BASE_URL}icon.svg`} alt="" width="28" height="28" />
          Vakgraaf <span className="page-part">{texts.part}</span>
        </h1>
        <a className="to-dashboard" href={pathIn(language, '/')}>
          {texts.toDashboard}
        </a>
        <LanguageLinks />
        <SignInButton />
        {hasChoice && <RoleChoice />}
      </div>
      {hasChoice && (
        <div className="page-strip" data-demo={isDemo}>
          {isDemo && (
            <p className="synthetic-notice" role="note">
              <strong>{texts.demo}</strong> {texts.demoSources}
            </p>
          )}
          <RoleState />
        </div>
      )}
      {view.signIn.isOffered && <SignInState />}
    </header>
  );
}
