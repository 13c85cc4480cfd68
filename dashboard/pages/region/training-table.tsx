import { Joined } from '../../parts/joined.tsx';
import { Table } from '../../parts/table.tsx';
import { Dutch, Paragraph } from '../../parts/text.tsx';
import { textFor, useLocale, useTexts } from '../../texts/locale.ts';
import type { Region } from './region-areas.ts';
import { regionTexts } from './texts.ts';
import {
  freeOfferings,
  vouchersFor,
  type Offering,
  type Training,
  type Voucher,
} from './trainings.ts';
import type { Trainings as LoadedTrainings } from './use-trainings.ts';

interface TrainingsProps {
  readonly trainings: LoadedTrainings;
  readonly region: Region | null;
}

/** The trainings with a free seat: school, starts, price, and the vouchers of this region that pay for them. */
export function Trainings({ trainings, region }: TrainingsProps) {
  const { date, number } = useLocale();
  const texts = useTexts(regionTexts).trainings;
  const { nodes, loadMore, result, variables } = trainings;
  const schemes = result?.data?.voucherSchemes ?? null;
  if (nodes.length === 0) return <Paragraph>{texts.none}</Paragraph>;
  return (
    <>
      <Paragraph isQuiet>{texts.intro(date(variables.vandaag))}</Paragraph>
      <Table
        caption={texts.title}
        isCaptionHidden
        rows={nodes}
        keyOf={({ id }) => id}
        columns={[
          { title: texts.name, cell: (training) => <TrainingName training={training} /> },
          { title: texts.school, cell: ({ provider }) => <Dutch>{provider?.name ?? '–'}</Dutch> },
          {
            title: texts.starts,
            cell: (training) => <Starts offerings={freeOfferings(training, region)} />,
          },
          {
            title: texts.price,
            isNumber: true,
            cell: (training) => <Price offerings={freeOfferings(training, region)} />,
          },
          {
            title: texts.vouchers,
            cell: (training) => <Vouchers vouchers={vouchersFor(training, schemes)} />,
          },
        ]}
      />
      <p className="nl-paragraph quiet" role="status">
        {loadMore === null
          ? texts.all(number(nodes.length), nodes.length === 1)
          : texts.shown(number(nodes.length))}
      </p>
      {loadMore !== null && (
        <button type="button" className="more-button" onClick={loadMore}>
          {texts.more}
        </button>
      )}
    </>
  );
}

function TrainingName({
  training: { name, id, sector, durationMonths },
}: {
  readonly training: Training;
}) {
  const { number, texts: common } = useLocale();
  const texts = useTexts(regionTexts).trainings;
  return (
    <>
      <Dutch>{name ?? id}</Dutch>
      <span className="scheme-type quiet">
        <Joined
          parts={[
            textFor(common.sectors, sector),
            durationMonths !== null && texts.months(number(durationMonths), durationMonths === 1),
          ]}
        />
      </span>
    </>
  );
}

function Starts({ offerings }: { readonly offerings: readonly Offering[] }) {
  const { number, texts: common } = useLocale();
  const texts = useTexts(regionTexts).trainings;
  const days = new Intl.DateTimeFormat(common.locale, { dateStyle: 'medium', timeZone: 'UTC' });
  return (
    <ul className="starts starts--lines">
      {offerings.map(({ id, startDate, region, seatsLeft }) => (
        <li key={id}>
          <Joined
            parts={[
              startDate && days.format(new Date(startDate)),
              region?.name && <Dutch>{region.name}</Dutch>,
              seatsLeft !== null && texts.seats(number(seatsLeft), seatsLeft === 1),
            ]}
          />
        </li>
      ))}
    </ul>
  );
}

/** Each price once: the starts of a training as a rule cost the same. */
function Price({ offerings }: { readonly offerings: readonly Offering[] }) {
  const { money } = useLocale();
  const prices = [...new Set(offerings.flatMap(({ price }) => (price ? [money(price)] : [])))];
  return prices.length === 0 ? '–' : prices.join(', ');
}

/** More names than these are shown when they are asked for. */
const NAMES_MAX = 2;

function Vouchers({ vouchers }: { readonly vouchers: readonly Voucher[] | null }) {
  const { number } = useLocale();
  const texts = useTexts(regionTexts).trainings;
  if (vouchers === null) return <span className="quiet">{texts.vouchersUnknown}</span>;
  if (vouchers.length === 0) return <span className="quiet">{texts.noVoucher}</span>;
  const names = (
    <ul className="starts">
      {vouchers.map(({ id, name }) => (
        <li key={id}>
          <Dutch>{name ?? id}</Dutch>
        </li>
      ))}
    </ul>
  );
  if (vouchers.length <= NAMES_MAX) return names;
  return (
    <details>
      <summary>{texts.voucherCount(number(vouchers.length))}</summary>
      {names}
    </details>
  );
}
