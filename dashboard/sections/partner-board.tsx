import type { PartnersAnswer, PartnerStanding } from '../asking/answers.ts';
import { Table } from '../parts/table.tsx';
import { Badge, Dutch, Heading, Paragraph } from '../parts/text.tsx';
import type { Tone } from '../parts/text.tsx';
import { useReading, wordFor } from '../words/reading.ts';

/** How every partner of the graph answers at this moment, kind by kind. */
export function PartnerBoard({ partners }: { readonly partners: PartnersAnswer['partners'] }) {
  const { words } = useReading();
  return (
    <>
      <Paragraph isQuiet>{words.silence.board}</Paragraph>
      <div className="board">
        {Object.entries(partners ?? {}).map(([kind, standings]) => (
          <div key={kind} className="board-kind">
            <Heading level={3}>{wordFor(words.kinds, kind)}</Heading>
            {standings === null ? (
              <Paragraph>
                <Badge tone="warning">{words.silence.kindSilent}</Badge>
              </Paragraph>
            ) : (
              <KindTable kind={kind} standings={standings} />
            )}
          </div>
        ))}
      </div>
    </>
  );
}

function KindTable({
  kind,
  standings,
}: {
  readonly kind: string;
  readonly standings: readonly PartnerStanding[];
}) {
  const { words, moment } = useReading();
  return (
    <Table
      caption={wordFor(words.kinds, kind)}
      isCaptionHidden
      rows={standings}
      keyOf={({ id }) => id}
      columns={[
        { title: words.silence.partner, cell: ({ name, id }) => <Dutch>{name ?? id}</Dutch> },
        { title: words.silence.state, cell: (standing) => <Standing standing={standing} /> },
        {
          title: words.silence.lastAnswer,
          cell: ({ lastAnswerAt }) =>
            lastAnswerAt ? <span className="moment">{moment(lastAnswerAt)}</span> : '–',
        },
      ]}
    />
  );
}

const TONES: Readonly<Record<string, Tone>> = {
  ANSWERING: 'good',
  SLOW: 'accent',
  SILENT: 'warning',
  PAUSED: 'warning',
};

function Standing({ standing: { state, fault, lastAnswerAt } }: { standing: PartnerStanding }) {
  const { words } = useReading();
  if (state === 'ANSWERING' && lastAnswerAt === null)
    return <Badge>{words.silence.notAsked}</Badge>;
  return (
    <>
      <Badge tone={TONES[state ?? ''] ?? 'plain'}>{wordFor(words.states, state)}</Badge>
      {fault && <span className="quiet"> {wordFor(words.faults, fault)}</span>}
    </>
  );
}
