import { Dutch, Link, Paragraph } from '../../parts/text.tsx';
import { useLocale } from '../../texts/locale.ts';
import { addressOf } from '../../operations/address.ts';
import type { ProgrammeResults } from './results.ts';

/** Links to all programmes; a loading text until they have arrived. */
export function ProgrammeList({ programmes }: Pick<ProgrammeResults, 'programmes'>) {
  const { address, texts } = useLocale();
  if (programmes === null) return <Paragraph isQuiet>{texts.loading}</Paragraph>;
  const nodes = programmes.data?.programmes?.nodes;
  if (!nodes) return <Paragraph>{texts.noProgrammes}</Paragraph>;
  return (
    <ul>
      {nodes.map(({ id, name }) => (
        <li key={id}>
          <Link
            href={addressOf({ page: 'programme', id, language: address.language })}
            isCurrent={id === address.id}
          >
            <Dutch>{name ?? id}</Dutch>
          </Link>
        </li>
      ))}
    </ul>
  );
}
