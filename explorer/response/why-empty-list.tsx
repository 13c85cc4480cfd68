import type { EmptyField } from './why-empty.ts';

interface WhyEmptyProps {
  readonly fields: readonly EmptyField[];
  /** The name of a field as the heads of the table have it. */
  readonly nameOf: (path: string) => string;
  /** Open at once when the response has nothing else to show. */
  readonly isOpen: boolean;
}

/** Why parts of the response are empty; absent when nothing is. */
export function WhyEmpty({ fields, nameOf, isOpen }: WhyEmptyProps) {
  if (fields.length === 0) return null;
  return (
    <details className="why-empty" key={String(isOpen)} open={isOpen}>
      <summary>
        Waarom is dit leeg?{' '}
        <span className="english" lang="en">
          why is this empty ({fields.length})
        </span>
      </summary>
      <dl>
        {fields.map(({ path, nl, en }) => (
          <div key={path}>
            <dt title={path}>{nameOf(path)}</dt>
            <dd>
              {nl}{' '}
              <span className="english" lang="en">
                {en}
              </span>
            </dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
