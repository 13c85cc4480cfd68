import { publicRole } from './demo-session.ts';
import type { DemoCitizen, DemoRole } from '../../ui/demo-roles.ts';
import { signedInRole } from './session.ts';
import type { SessionView } from './session.ts';
import { useSession } from './session-context.ts';

const asPublic: DemoRole = {
  role: publicRole,
  name: { nl: 'Publiek', en: 'Public' },
  description: { nl: 'Ziet wat iedereen mag zien', en: 'Sees what everyone may see' },
  purposes: [],
  citizens: [],
};

/** One click changes the role of the next requests; no token is shown or pasted. */
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
          run as
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

/** What the chosen role may see, and the choice of purpose and citizen that it has. */
export function RoleState() {
  const { view } = useSession();
  const { description, purposes, citizens } = currentRole(view);
  return (
    <div className="role-detail">
      <p className="role-state" role="status">
        {view.status === 'failed'
          ? 'U hebt geen toegang gekregen. Kies de rol opnieuw.'
          : description.nl}
      </p>
      {purposes.length > 1 && <PurposeChoice purposes={purposes} />}
      {view.role === signedInRole && purposes.length === 1 && (
        <p className="purpose">Doel: {purposeName(purposes[0] ?? '')}</p>
      )}
      {citizens.length > 1 && <CitizenChoice citizens={citizens} />}
    </div>
  );
}

/** The signed-in user is shown beside the demo roles; an empty list when nobody is signed in. */
function signedInAsRole({ signIn: { user } }: SessionView): readonly DemoRole[] {
  if (!user) return [];
  const name = user.name || 'uzelf';
  return [
    {
      role: signedInRole,
      name: { nl: `Ingelogd: ${name}`, en: `Signed in: ${name}` },
      description: { nl: `Ingelogd als ${name}`, en: `Signed in as ${name}` },
      purposes: user.purposes,
      citizens: [],
    },
  ];
}

function currentRole(view: SessionView): DemoRole {
  if (view.role === signedInRole) return signedInAsRole(view)[0] ?? asPublic;
  const chosen = view.roles.find((role) => role.role === view.role);
  return view.role === publicRole ? asPublic : (chosen ?? asPublic);
}

export const purposeNames: Readonly<Record<string, string>> = {
  'urn:llo:purpose:case-guidance': 'Begeleiding',
  'urn:llo:purpose:matching': 'Bemiddeling',
  'urn:llo:purpose:voucher-support': 'Hulp bij een voucher',
  'urn:llo:purpose:programme-evaluation': 'Evaluatie',
  'urn:llo:purpose:inzage': 'Inzage',
  'urn:llo:purpose:development': 'Ontwikkeling',
};

/** The name of a purpose on the page; the last part of its URN when it has none. */
export function purposeName(purpose: string): string {
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

function CitizenChoice({ citizens }: { readonly citizens: readonly DemoCitizen[] }) {
  const { session, view } = useSession();
  return (
    <label className="purpose">
      Burger{' '}
      <span className="english" lang="en">
        citizen
      </span>
      <select
        value={view.citizen}
        onChange={(event) => void session.chooseCitizen(event.target.value)}
      >
        {citizens.map((citizen) => (
          <option key={citizen.id} value={citizen.id}>
            {citizen.name.nl}
          </option>
        ))}
      </select>
    </label>
  );
}
