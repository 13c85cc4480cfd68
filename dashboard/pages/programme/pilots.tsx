import type { Grant, Pilot } from '../../operations/responses.ts';
import { Table } from '../../parts/table.tsx';
import { Badge, Dutch, Paragraph } from '../../parts/text.tsx';
import { useLocale, textFor } from '../../texts/locale.ts';

/** The pilots of a programme, from the registers of the provinces. */
export function Pilots({
  pilots,
  hasMore,
}: {
  readonly pilots: readonly Pilot[];
  readonly hasMore: boolean;
}) {
  const { texts, number, period } = useLocale();
  const titles = texts.pilots;
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
              (sectors ?? []).map((sector) => textFor(texts.sectors, sector)).join(', '),
          },
          {
            title: titles.period,
            cell: ({ startedOn, endedOn }) => period({ start: startedOn, end: endedOn }) || '–',
          },
        ]}
      />
      {hasMore && <Paragraph>{texts.more}</Paragraph>}
    </>
  );
}

function PilotStatus({ status }: { readonly status: string | null }) {
  const { texts } = useLocale();
  return (
    <Badge tone={status === 'RUNNING' ? 'good' : 'plain'}>
      {textFor(texts.pilots.statuses, status ?? 'UNKNOWN')}
    </Badge>
  );
}

/** Who got how much from whom. */
export function Grants({ grants }: { readonly grants: readonly Grant[] }) {
  const { texts, money, date } = useLocale();
  const titles = texts.grants;
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
