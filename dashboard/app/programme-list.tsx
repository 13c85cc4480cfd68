import type { Answer } from '../asking/ask.ts';
import type { ProgrammesAnswer } from '../asking/answers.ts';
import { Dutch, Link, Paragraph } from '../parts/text.tsx';
import { useReading } from '../words/reading.ts';
import { addressOf } from './address.ts';

/** The programmes one can choose, each at its own address. */
export function ProgrammeList({ programmes }: { readonly programmes: Answer<ProgrammesAnswer> }) {
  const { address, words } = useReading();
  const nodes = programmes.data?.programmes?.nodes;
  if (!nodes) return <Paragraph>{words.noProgrammes}</Paragraph>;
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
