import { Dutch, Link, Paragraph } from '../parts/text.tsx';
import { useLocale } from '../texts/locale.ts';
import { addressOf } from './address.ts';
import type { PageResults } from './page-results.ts';

/** Links to all programmes; a loading text until they have arrived. */
export function ProgrammeList({ programmes }: Pick<PageResults, 'programmes'>) {
  const { address, texts } = useLocale();
  if (programmes === null) return <Paragraph isQuiet>{texts.loading}</Paragraph>;
  const nodes = programmes.data?.programmes?.nodes;
  if (!nodes) return <Paragraph>{texts.noProgrammes}</Paragraph>;
  return (
    <ul>
      {nodes.map(({ id, name }) => (
        <li key={id}>
          <Link
            href={addressOf({ ...address, programme: id })}
            isCurrent={id === address.programme}
          >
            <Dutch>{name ?? id}</Dutch>
          </Link>
        </li>
      ))}
    </ul>
  );
}
