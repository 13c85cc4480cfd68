import { useSession } from '../session/session-context.ts';
import { RoleChoice, RoleState } from '../session/role-choice.tsx';
import { SignInButton, SignInState } from '../session/sign-in-control.tsx';

/** Name of the page, link to the dashboard, sign-in and role; in the demo also a notice about synthetic data. */
export function PageHeader() {
  const { view } = useSession();
  const isDemo = view.roles.length > 0;
  const hasChoice = isDemo || view.signIn.user !== undefined;
  return (
    <header className="page-header">
      <div className="page-bar">
        <h1 className="page-name">
          <img src={`${import.meta.env.BASE_URL}icon.svg`} alt="" width="28" height="28" />
          Vakgraaf <span className="page-part">verkenner</span>
        </h1>
        <a className="to-dashboard" href="/" title="Go to the dashboard">
          Naar het dashboard
        </a>
        <SignInButton />
        {hasChoice && <RoleChoice />}
      </div>
      {hasChoice && (
        <div className="page-strip" data-demo={isDemo}>
          {isDemo && <SyntheticNotice />}
          <RoleState />
        </div>
      )}
      {view.signIn.isOffered && <SignInState />}
    </header>
  );
}

function SyntheticNotice() {
  return (
    <p className="synthetic-notice" role="note">
      <strong>Dit is een demo met verzonnen gegevens.</strong> Alleen gegevens met een bron zijn
      echt.{' '}
      <span className="english" lang="en">
        This is a demo with fictional data. Only data with a source is real.
      </span>
    </p>
  );
}
