import type { Official, Role } from '../operations/responses.ts';
import { Joined } from '../parts/joined.tsx';
import { SourceLine } from '../parts/source-line.tsx';
import { Dutch, Heading, Paragraph } from '../parts/text.tsx';
import { useLocale, textFor } from '../texts/locale.ts';

/** The participating organisations, grouped by role. */
export function Roles({ roles }: { readonly roles: readonly Role[] }) {
  const { texts } = useLocale();
  if (roles.length === 0) return <Paragraph>{texts.roles.none}</Paragraph>;
  return (
    <dl className="roles">
      {groupByKind(roles, Object.keys(texts.roles.kinds)).map(([kind, members]) => (
        <div key={kind} className="role-group">
          <dt>{textFor(texts.roles.kinds, kind)}</dt>
          {mergeRegions(members).map(({ role, regions }) => (
            <dd key={keyOf(role)}>
              <RoleLine role={role} regions={regions} />
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

function groupByKind(
  roles: readonly Role[],
  order: readonly string[],
): readonly (readonly [string, readonly Role[]])[] {
  const kinds = [...new Set([...order, ...roles.map(({ role }) => role)])];
  return kinds
    .map((kind) => [kind, roles.filter(({ role }) => role === kind)] as const)
    .filter(([, members]) => members.length > 0);
}

/** Combines the same role of an organisation in several regions into one line. */
function mergeRegions(roles: readonly Role[]): readonly RegionalRole[] {
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

/** Office holders that the sources name. */
export function Officials({ officials }: { readonly officials: readonly Official[] }) {
  const { texts } = useLocale();
  return (
    <>
      <Heading level={3}>{texts.officials.title}</Heading>
      {officials.length === 0 && <Paragraph>{texts.officials.none}</Paragraph>}
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
              <span>
                {texts.correction}: <Dutch>{official.correction}</Dutch>
              </span>
            )}
            <span className="quiet">
              <SourceLine source={official.source} />
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}
