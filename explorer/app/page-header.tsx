import { useSession } from '../session/session-context.ts';
import { RoleChoice, RoleState } from '../session/role-choice.tsx';

/** Name of the page, who asks, and in the demo the line that says what the data is. */
export function PageHeader() {
  const { view } = useSession();
  const isDemo = view.roles.length > 0;
  return (
    <header className="page-header">
      <div className="page-bar">
        <h1 className="page-name">
          <img src={`${import.meta.env.BASE_URL}icon.svg`} alt="" width="28" height="28" />
          Vakgraaf <span className="page-part">verkenner</span>
        </h1>
        {isDemo && <RoleChoice />}
      </div>
      {isDemo && (
        <div className="page-strip">
          <SyntheticNotice />
          <RoleState />
        </div>
      )}
    </header>
  );
}

function SyntheticNotice() {
  return (
    <p className="synthetic-notice" role="note">
      <strong>Demo.</strong> Alle personen, vouchers en cijfers hieronder zijn synthetisch.{' '}
      <span className="english" lang="en">
        All people, vouchers and figures below are synthetic.
      </span>
    </p>
  );
}
