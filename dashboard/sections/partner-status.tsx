import { faultTexts } from '../../ui/faults.ts';
import type { PartnersQuery } from '../operations/generated.ts';
import type { PartnerStatus } from '../operations/responses.ts';
import { Table } from '../parts/table.tsx';
import { Badge, Dutch, Heading, Paragraph } from '../parts/text.tsx';
import type { Tone } from '../parts/text.tsx';
import { useLocale, textFor } from '../texts/locale.ts';

interface PartnerStatusTablesProps {
  /** Partners by subgraph; null for a subgraph that is itself unavailable. */
  readonly partners: NonNullable<PartnersQuery['partners']>;
}

/** Whether each partner responds at this moment, in one table per subgraph. */
export function PartnerStatusTables({ partners }: PartnerStatusTablesProps) {
  const { texts } = useLocale();
  // A subgraph without partners, such as that of statistics, is shown only while it cannot be reached.
  const shown = Object.entries(partners).filter(([, statuses]) => statuses?.length !== 0);
  return (
    <>
      <Paragraph isQuiet>{texts.status.intro}</Paragraph>
      <div className="status">
        {shown.map(([subgraph, statuses]) => (
          <div key={subgraph} className="status-subgraph">
            <Heading level={3}>{textFor(texts.subgraphs, subgraph)}</Heading>
            {statuses === null ? (
              <Paragraph>
                <Badge tone="warning">{texts.status.subgraphFailed}</Badge>
              </Paragraph>
            ) : (
              <StatusTable subgraph={subgraph} statuses={statuses} />
            )}
          </div>
        ))}
      </div>
    </>
  );
}

function StatusTable({
  subgraph,
  statuses,
}: {
  readonly subgraph: string;
  readonly statuses: readonly PartnerStatus[];
}) {
  const { texts, moment } = useLocale();
  return (
    <Table
      caption={textFor(texts.subgraphs, subgraph)}
      isCaptionHidden
      rows={statuses}
      keyOf={({ id }) => id}
      columns={[
        { title: texts.status.partner, cell: ({ name, id }) => <Dutch>{name ?? id}</Dutch> },
        { title: texts.status.state, cell: (status) => <State status={status} /> },
        {
          title: texts.status.lastResponse,
          cell: ({ lastAnswerAt }) =>
            lastAnswerAt ? <span className="moment">{moment(lastAnswerAt)}</span> : '–',
        },
      ]}
    />
  );
}

const TONES: Readonly<Record<NonNullable<PartnerStatus['state']>, Tone>> = {
  ANSWERING: 'good',
  SLOW: 'accent',
  SILENT: 'warning',
  PAUSED: 'warning',
};

function State({ status: { state, fault, lastAnswerAt } }: { readonly status: PartnerStatus }) {
  const { address, texts } = useLocale();
  if (state === null) return '–';
  if (state === 'ANSWERING' && lastAnswerAt === null)
    return <Badge>{texts.status.notRequested}</Badge>;
  return (
    <>
      <Badge tone={TONES[state]}>{textFor(texts.states, state)}</Badge>
      {fault && <span className="quiet"> {faultTexts[fault]?.[address.language] ?? fault}</span>}
    </>
  );
}
