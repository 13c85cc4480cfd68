import { Dutch } from '../../parts/text.tsx';
import type { Described } from './reference.ts';

/** The Dutch term of a type or field, and its name in the graph. */
export function EntryName({
  entry: { term },
  code,
}: {
  readonly entry: Described;
  readonly code: string;
}) {
  return (
    <>
      {term !== '' && (
        <>
          <Dutch>{term}</Dutch>{' '}
        </>
      )}
      <code lang="en">{code}</code>
    </>
  );
}
