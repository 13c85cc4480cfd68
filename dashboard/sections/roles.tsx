import type { Official, Role } from '../asking/answers.ts';
import { Joined } from '../parts/joined.tsx';
import { SourceLine } from '../parts/source-line.tsx';
import { Dutch, Heading, Paragraph } from '../parts/text.tsx';
import { useReading, wordFor } from '../words/reading.ts';

/** Who takes part, grouped by what they do. */
export function Roles({ roles }: { readonly roles: readonly Role[] }) {
  const { words } = useReading();
  if (roles.length === 0) return <Paragraph>{words.roles.none}</Paragraph>;
  return (
    <dl className="roles">
      {groupByKind(roles, Object.keys(words.roles.kinds)).map(([kind, members]) => (
        <div key={kind} className="role-group">
          <dt>{wordFor(words.roles.kinds, kind)}</dt>
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
  const { words, date } = useReading();
  const dutch = [role.branch, regions.join(', ')].filter(Boolean).join(' · ');
  const about = [
    dutch !== '' && <Dutch>{dutch}</Dutch>,
    role.since && `${words.roles.since} ${date(role.since)}`,
    role.until && `${words.roles.until} ${date(role.until)}`,
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

/** The same role in five regions is one line that names the five. */
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

/** Officials as the sources name them, in public office. */
export function Officials({ officials }: { readonly officials: readonly Official[] }) {
  const { words } = useReading();
  return (
    <>
      <Heading level={3}>{words.officials.title}</Heading>
      {officials.length === 0 && <Paragraph>{words.officials.none}</Paragraph>}
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
                {words.correction}: <Dutch>{official.correction}</Dutch>
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
