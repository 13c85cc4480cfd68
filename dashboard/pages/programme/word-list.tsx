import { Fragment, type ReactNode } from 'react';
import { useTexts } from '../../texts/locale.ts';
import { programmeTexts } from './texts.ts';

/** `a, b en c`. */
export function WordList({ items }: { readonly items: readonly ReactNode[] }) {
  const { and } = useTexts(programmeTexts);
  return items.map((item, index) => (
    // oxlint-disable-next-line react/no-array-index-key -- the items have no key
    <Fragment key={index}>
      {index > 0 && (index === items.length - 1 ? ` ${and} ` : ', ')}
      {item}
    </Fragment>
  ));
}
