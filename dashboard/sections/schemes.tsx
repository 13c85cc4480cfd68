import type { Scheme } from '../operations/responses.ts';
import { Table } from '../parts/table.tsx';
import { Badge, Dutch, Paragraph } from '../parts/text.tsx';
import type { Tone } from '../parts/text.tsx';
import { useLocale, textFor } from '../texts/locale.ts';

/** The voucher schemes, with the remaining budget at the start of the quarter where it is published. */
export function Schemes({
  schemes,
  hasMore,
}: {
  readonly schemes: readonly Scheme[];
  readonly hasMore: boolean;
}) {
  const { texts, money, period } = useLocale();
  const titles = texts.schemes;
  if (schemes.length === 0) return <Paragraph>{titles.none}</Paragraph>;
  return (
    <>
      <Paragraph isQuiet>{titles.intro}</Paragraph>
      <Table
        caption={titles.title}
        isCaptionHidden
        rows={schemes}
        keyOf={({ id }) => id}
        columns={[
          { title: titles.name, cell: (scheme) => <SchemeName scheme={scheme} /> },
          { title: titles.fund, cell: ({ fund }) => <Dutch>{fund?.name ?? fund?.id}</Dutch> },
          {
            title: titles.openPeriod,
            cell: ({ opensOn, closesOn }) => period({ start: opensOn, end: closesOn }),
          },
          {
            title: titles.budget,
            isNumber: true,
            cell: ({ budget }) => (budget ? money(budget) : '–'),
          },
          { title: titles.left, isNumber: true, cell: (scheme) => <Left scheme={scheme} /> },
          { title: titles.state, cell: (scheme) => <StateBadge scheme={scheme} /> },
        ]}
      />
      {hasMore && <Paragraph>{texts.more}</Paragraph>}
    </>
  );
}

function SchemeName({ scheme }: { readonly scheme: Scheme }) {
  const { texts } = useLocale();
  const type = textFor(texts.types, scheme.type);
  return (
    <>
      <Dutch>{scheme.name}</Dutch>
      {type !== scheme.name && <span className="scheme-type quiet">{type}</span>}
    </>
  );
}

function Left({ scheme }: { readonly scheme: Scheme }) {
  const { budgetLeftPercent: left } = scheme;
  if (left === null) return '–';
  return (
    <span className="left">
      {left}%{' '}
      <svg className="left-bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
        <rect width="100" height="8" className="left-bar-all" />
        <rect width={left} height="8" className="left-bar-left" />
      </svg>
    </span>
  );
}

const TONES: Readonly<Record<string, Tone>> = {
  NOT_YET_OPEN: 'accent',
  OPEN: 'good',
  ALMOST_EXHAUSTED: 'warning',
  EXHAUSTED: 'warning',
  CLOSED: 'plain',
};

function StateBadge({ scheme: { availability } }: { readonly scheme: Scheme }) {
  const { texts } = useLocale();
  if (availability === null) return '–';
  return (
    <Badge tone={TONES[availability] ?? 'plain'}>
      {textFor(texts.schemes.states, availability)}
    </Badge>
  );
}
