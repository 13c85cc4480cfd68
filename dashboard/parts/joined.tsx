import { Fragment } from 'react';
import type { ReactNode } from 'react';

/** Short facts behind one another, those that are missing left out. */
export function Joined({ parts }: { readonly parts: readonly ReactNode[] }) {
  return parts
    .filter((part) => part !== null && part !== undefined && part !== '' && part !== false)
    .map((part, index) => (
      // oxlint-disable-next-line react/no-array-index-key -- the parts have no other name
      <Fragment key={index}>
        {index > 0 && ' · '}
        {part}
      </Fragment>
    ));
}
