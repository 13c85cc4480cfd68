import type { Official, Role } from '../../operations/responses.ts';
import { Joined } from '../../parts/joined.tsx';
import { Dutch, Heading } from '../../parts/text.tsx';
import { useLocale, textFor } from '../../texts/locale.ts';
import { SharedSource, SourceOfEach } from './shared-source.tsx';

interface RolesProps {
  readonly roles: readonly Role[];
  /** The regions of the programme: a role in all of them needs no list of regions. */
  readonly everywhere: readonly string[];
}

/** The participating organisations, grouped by role. */
export function Roles({ roles, everywhere }: RolesProps) {
  const { texts } = useLocale();
  const isEverywhere = (regions: readonly string[]) =>
    everywhere.length > 1 && everywhere.every((region) => regions.includes(region));
  return (
    <dl className="roles">
      {groupByKind(roles, Object.keys(texts.roles.kinds)).map(([kind, members]) => (
        <div key={kind}>
          <dt>{textFor(texts.roles.kinds, kind)}</dt>
          {mergeRegions(members).map(({ role, regions }) => (
            <dd key={keyOf(role)}>
              <RoleLine role={role} regions={isEverywhere(regions) ? [] : regions} />
            </dd>
          ))}
        </div>
      ))}
    </dl>
  );
}

interface RegionalRole {
  readonly role: Role;
  readonly regions: readonly string[];
}

function RoleLine({ role, regions }: RegionalRole) {
  const { texts, date } = useLocale();
  const dutch = [role.branch, regions.join(', ')].filter(Boolean).join(' · ');
  const about = [
    dutch !== '' && <Dutch>{dutch}</Dutch>,
    role.since && `${texts.roles.since} ${date(role.since)}`,
    role.until && `${texts.roles.until} ${date(role.until)}`,
  ];
  return (
    <>
      <Dutch>{role.organisation?.name ?? role.organisation?.id}</Dutch>
      {about.some(Boolean) && (
        <span className="quiet">
          {' · '}
          <Joined parts={about} />
        </span>
      )}
    </>
  );
}

/** The roles of each kind, in the order of the texts. */
export function groupByKind(
  roles: readonly Role[],
  order: readonly string[],
): readonly (readonly [string, readonly Role[]])[] {
  const kinds = [...new Set([...order, ...roles.map(({ role }) => role)])];
  return kinds
    .map((kind) => [kind, roles.filter(({ role }) => role === kind)] as const)
    .filter(([, members]) => members.length > 0);
}

/** Combines the same role of an organisation in several regions into one line. */
export function mergeRegions(roles: readonly Role[]): readonly RegionalRole[] {
  const keys = [...new Set(roles.map(keyOf))];
  return keys.flatMap((key) => {
    const same = roles.filter((role) => keyOf(role) === key);
    const regions = same.flatMap(({ region }) => (region?.name ? [region.name] : []));
    return same.slice(0, 1).map((role) => ({ role, regions }));
  });
}

function keyOf({ role, organisation, branch, since, until }: Role): string {
  return [role, organisation?.id, branch, since, until].join(' ');
}

/** Office holders that the sources name; nothing when they name none. */
export function Officials({ officials }: { readonly officials: readonly Official[] }) {
  const { texts } = useLocale();
  if (officials.length === 0) return null;
  return (
    <>
      <Heading level={3}>{texts.officials.title}</Heading>
      <ul className="plain-list">
        {officials.map((official) => (
          <li key={official.name}>
            <span>
              <strong>{official.name}</strong>
              <Dutch>
                {`, ${[official.office, official.organisation?.name].filter(Boolean).join(', ')}`}
              </Dutch>
            </span>
            {official.correction && (
              <span className="quiet">
                {texts.correction}: <Dutch>{official.correction}</Dutch>
              </span>
            )}
            <SourceOfEach source={official.source} all={officials} />
          </li>
        ))}
      </ul>
      <SharedSource all={officials} />
    </>
  );
}
