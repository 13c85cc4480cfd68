import type { DemoCitizen, DemoRole } from '../../ui/demo-roles.ts';
import { useLanguage, useTexts } from '../choices/page-language.ts';
import { publicRole } from './demo-session.ts';
import { purposeName } from './purpose-names.ts';
import { signedInRole } from './session.ts';
import type { SessionView } from './session.ts';
import { useSession } from './session-context.ts';
import { sessionTexts } from './texts.ts';

const { nl, en } = sessionTexts;

const asPublic: DemoRole = {
  role: publicRole,
  name: { nl: nl.public, en: en.public },
  description: { nl: nl.publicDescription, en: en.publicDescription },
  purposes: [],
  citizens: [],
};

/** One click changes the role of the next requests; no token is shown or pasted. */
export function RoleChoice() {
  const { session, view } = useSession();
  const language = useLanguage();
  const roles = [
    asPublic,
    ...view.roles.filter((role) => role.role !== publicRole),
    ...signedInAsRole(view),
  ];
  return (
    <fieldset className="role-choice roles">
      <legend>{sessionTexts[language].askAs}</legend>
      {roles.map(({ role, name, description }) => (
        <label key={role} className="role" title={description[language]}>
          <input
            type="radio"
            name="role"
            value={role}
            checked={role === view.role}
            onChange={() => void session.choose(role)}
          />
          <span>{name[language]}</span>
        </label>
      ))}
    </fieldset>
  );
}

/** What the chosen role may see, and the choice of purpose and citizen that it has. */
export function RoleState() {
  const { view } = useSession();
  const language = useLanguage();
  const texts = useTexts(sessionTexts);
  const { description, purposes, citizens } = currentRole(view);
  return (
    <div className="role-detail">
      <p role="status">{view.status === 'failed' ? texts.noAccess : description[language]}</p>
      {purposes.length > 1 && <PurposeChoice purposes={purposes} />}
      {view.role === signedInRole && purposes.length === 1 && (
        <p className="purpose">
          {texts.purpose}: {purposeName(purposes[0] ?? '', language)}
        </p>
      )}
      {citizens.length > 1 && <CitizenChoice citizens={citizens} />}
    </div>
  );
}

/** The signed-in user is shown beside the demo roles; an empty list when nobody is signed in. */
function signedInAsRole({ signIn: { user } }: SessionView): readonly DemoRole[] {
  if (!user) return [];
  const { name, purposes } = user;
  return [
    {
      role: signedInRole,
      name: { nl: nl.signedIn(name), en: en.signedIn(name) },
      description: { nl: nl.signedInDescription(name), en: en.signedInDescription(name) },
      purposes,
      citizens: [],
    },
  ];
}

function currentRole(view: SessionView): DemoRole {
  if (view.role === signedInRole) return signedInAsRole(view)[0] ?? asPublic;
  const chosen = view.roles.find((role) => role.role === view.role);
  return view.role === publicRole ? asPublic : (chosen ?? asPublic);
}

function PurposeChoice({ purposes }: { readonly purposes: readonly string[] }) {
  const { session, view } = useSession();
  const language = useLanguage();
  return (
    <label className="purpose">
      {sessionTexts[language].purpose}
      <select value={view.purpose} onChange={(event) => session.choosePurpose(event.target.value)}>
        {purposes.map((purpose) => (
          <option key={purpose} value={purpose}>
            {purposeName(purpose, language)}
          </option>
        ))}
      </select>
    </label>
  );
}

function CitizenChoice({ citizens }: { readonly citizens: readonly DemoCitizen[] }) {
  const { session, view } = useSession();
  const language = useLanguage();
  return (
    <label className="purpose">
      {sessionTexts[language].citizen}
      <select
        value={view.citizen}
        onChange={(event) => void session.chooseCitizen(event.target.value)}
      >
        {citizens.map((citizen) => (
          <option key={citizen.id} value={citizen.id}>
            {citizen.name[language]}
          </option>
        ))}
      </select>
    </label>
  );
}
