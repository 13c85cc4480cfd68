import { Fragment } from 'react';
import type { ReactNode } from 'react';

/** The parts on one line with a separator between them; empty parts are left out. */
export function Joined({ parts }: { readonly parts: readonly ReactNode[] }) {
  return parts
    .filter((part) => part !== null && part !== undefined && part !== '' && part !== false)
    .map((part, index) => (
      // oxlint-disable-next-line react/no-array-index-key -- the parts have no key
      <Fragment key={index}>
        {index > 0 && ' · '}
        {part}
      </Fragment>
    ));
}
