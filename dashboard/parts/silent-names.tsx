import { Fragment } from 'react';
import { partnerAsName } from '../../explorer/table/partner-names.ts';
import type { Silence } from '../asking/ask.ts';
import { useReading, wordFor } from '../words/reading.ts';

/** Who is silent, by name, each with why. */
export function SilentNames({ silent }: { readonly silent: readonly Silence[] }) {
  const { words } = useReading();
  return silent.map(({ partner, kind, fault }, index) => (
    <Fragment key={`${kind} ${partner}`}>
      {index > 0 && ', '}
      {partner === null ? wordFor(words.kinds, kind) : partnerAsName(partner).nl} (
      {fault === null ? words.silence.notOffered : wordFor(words.faults, fault)})
    </Fragment>
  ));
}
