import { publicRole } from './demo-session.ts';
import type { DemoLife, DemoRole } from './demo-control.ts';
import { signedInRole } from './session.ts';
import type { SessionView } from './session.ts';
import { useSession } from './session-context.ts';

const asPublic: DemoRole = {
  role: publicRole,
  name: { nl: 'Publiek', en: 'Public' },
  description: { nl: 'Ziet wat iedereen mag zien', en: 'Sees what everyone may see' },
  purposes: [],
  lives: [],
};

/** One click asks as someone else; no token is shown or pasted. */
export function RoleChoice() {
  const { session, view } = useSession();
  const roles = [
    asPublic,
    ...view.roles.filter((role) => role.role !== publicRole),
    ...signedInAsRole(view),
  ];
  return (
    <fieldset className="role-choice roles">
      <legend>
        Ik vraag als{' '}
        <span className="english" lang="en">
          asking as
        </span>
      </legend>
      {roles.map((role) => (
        <label
          key={role.role}
          className="role"
          title={`${role.description.nl}\n${role.description.en}`}
        >
          <input
            type="radio"
            name="role"
            value={role.role}
            checked={role.role === view.role}
            onChange={() => void session.choose(role.role)}
          />
          <span>{role.name.nl}</span>
        </label>
      ))}
    </fieldset>
  );
}

/** What the chosen role may see, with what there is left to choose, or that it could not be taken. */
export function RoleState() {
  const { view } = useSession();
  const { description, purposes, lives } = currentRole(view);
  return (
    <div className="role-detail">
      <p className="role-state" role="status">
        {view.status === 'failed' ? 'Geen toegang gekregen: kies de rol nog eens.' : description.nl}
      </p>
      {purposes.length > 1 && <PurposeChoice purposes={purposes} />}
      {view.role === signedInRole && purposes.length === 1 && (
        <p className="purpose">Doel: {purposeName(purposes[0] ?? '')}</p>
      )}
      {lives.length > 1 && <LifeChoice lives={lives} />}
    </div>
  );
}

/** Who signed in takes a place beside the roles; a list of one, or of none. */
function signedInAsRole({ signIn: { person } }: SessionView): readonly DemoRole[] {
  if (!person) return [];
  const name = person.name || 'uzelf';
  return [
    {
      role: signedInRole,
      name: { nl: `Ingelogd: ${name}`, en: `Signed in: ${name}` },
      description: { nl: `Ingelogd als ${name}`, en: `Signed in as ${name}` },
      purposes: person.purposes,
      lives: [],
    },
  ];
}

function currentRole(view: SessionView): DemoRole {
  if (view.role === signedInRole) return signedInAsRole(view)[0] ?? asPublic;
  const chosen = view.roles.find((role) => role.role === view.role);
  return view.role === publicRole ? asPublic : (chosen ?? asPublic);
}

/** What a purpose is called where a person chooses it. */
export const purposeNames: Readonly<Record<string, string>> = {
  'urn:llo:purpose:case-guidance': 'Begeleiding',
  'urn:llo:purpose:matching': 'Bemiddeling',
  'urn:llo:purpose:programme-evaluation': 'Evaluatie',
  'urn:llo:purpose:inzage': 'Inzage',
  'urn:llo:purpose:development': 'Ontwikkeling',
};

function purposeName(purpose: string): string {
  return purposeNames[purpose] ?? purpose.replace(/^.*:/, '');
}

function PurposeChoice({ purposes }: { readonly purposes: readonly string[] }) {
  const { session, view } = useSession();
  return (
    <label className="purpose">
      Doel{' '}
      <span className="english" lang="en">
        purpose
      </span>
      <select value={view.purpose} onChange={(event) => session.choosePurpose(event.target.value)}>
        {purposes.map((purpose) => (
          <option key={purpose} value={purpose}>
            {purposeName(purpose)}
          </option>
        ))}
      </select>
    </label>
  );
}

function LifeChoice({ lives }: { readonly lives: readonly DemoLife[] }) {
  const { session, view } = useSession();
  return (
    <label className="purpose">
      Als{' '}
      <span className="english" lang="en">
        being
      </span>
      <select value={view.life} onChange={(event) => void session.chooseLife(event.target.value)}>
        {lives.map((life) => (
          <option key={life.id} value={life.id}>
            {life.name.nl}
          </option>
        ))}
      </select>
    </label>
  );
}
