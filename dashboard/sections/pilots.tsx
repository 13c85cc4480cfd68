import type { Grant, Pilot } from '../asking/answers.ts';
import { Table } from '../parts/table.tsx';
import { Badge, Dutch, Paragraph } from '../parts/text.tsx';
import { useReading, wordFor } from '../words/reading.ts';

export function Pilots({
  pilots,
  hasMore,
}: {
  readonly pilots: readonly Pilot[];
  readonly hasMore: boolean;
}) {
  const { words, number, period } = useReading();
  const titles = words.pilots;
  if (pilots.length === 0) return <Paragraph>{titles.none}</Paragraph>;
  return (
    <>
      <Paragraph isQuiet>{titles.intro}</Paragraph>
      <Table
        caption={titles.title}
        isCaptionHidden
        rows={pilots}
        keyOf={({ id }) => id}
        columns={[
          { title: titles.name, cell: ({ name }) => <Dutch>{name}</Dutch> },
          {
            title: titles.province,
            cell: ({ province }) => <Dutch>{province?.name ?? '–'}</Dutch>,
          },
          { title: titles.status, cell: ({ status }) => <PilotStatus status={status} /> },
          {
            title: titles.target,
            isNumber: true,
            cell: ({ target }) => (target === null ? '–' : number(target)),
          },
          {
            title: titles.sectors,
            cell: ({ sectors }) =>
              (sectors ?? []).map((sector) => wordFor(words.sectors, sector)).join(', '),
          },
          {
            title: titles.period,
            cell: ({ startedOn, endedOn }) => period({ start: startedOn, end: endedOn }) || '–',
          },
        ]}
      />
      {hasMore && <Paragraph>{words.more}</Paragraph>}
    </>
  );
}

function PilotStatus({ status }: { readonly status: string | null }) {
  const { words } = useReading();
  return (
    <Badge tone={status === 'RUNNING' ? 'good' : 'plain'}>
      {wordFor(words.pilots.statuses, status ?? 'UNKNOWN')}
    </Badge>
  );
}

export function Grants({ grants }: { readonly grants: readonly Grant[] }) {
  const { words, money, date } = useReading();
  const titles = words.grants;
  if (grants.length === 0) return <Paragraph>{titles.none}</Paragraph>;
  return (
    <Table
      caption={titles.title}
      isCaptionHidden
      rows={grants}
      keyOf={({ id }) => id}
      columns={[
        { title: titles.name, cell: ({ name }) => <Dutch>{name}</Dutch> },
        {
          title: titles.recipient,
          cell: ({ recipient }) => <Dutch>{recipient?.name ?? '–'}</Dutch>,
        },
        {
          title: titles.authority,
          cell: ({ authority }) => <Dutch>{authority?.name ?? '–'}</Dutch>,
        },
        { title: titles.decided, cell: ({ decidedOn }) => (decidedOn ? date(decidedOn) : '–') },
        {
          title: titles.amount,
          isNumber: true,
          cell: ({ amount }) => (amount ? money(amount) : '–'),
        },
      ]}
    />
  );
}
