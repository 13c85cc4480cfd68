import { addressOf } from '../../operations/address.ts';
import type { BereikQuery } from '../../operations/generated.ts';
import { Joined } from '../../parts/joined.tsx';
import { Dutch, Link } from '../../parts/text.tsx';
import { StateBadge } from '../../programmes/state-badge.tsx';
import { useLocale, useTexts } from '../../texts/locale.ts';
import { FigureBars } from './figure-bars.tsx';
import type { OverviewProgramme, ProgrammeOverview } from './results.ts';
import { overviewTexts } from './texts.ts';

interface ProgrammeRowProps {
  readonly overview: ProgrammeOverview;
  readonly reach: BereikQuery | null;
}

/** One programme: whether it runs, where, what it published, and what the release counts. */
export function ProgrammeRow({ overview, reach }: ProgrammeRowProps) {
  const { address, period } = useLocale();
  const { programme, state } = overview;
  const { id, name } = programme;
  return (
    <li className="programme-row">
      <div className="programme-row-head">
        <h3 className="programme-row-name">
          <Link href={addressOf({ page: 'programme', id, language: address.language })}>
            <Dutch>{name ?? id}</Dutch>
          </Link>
        </h3>
        {state !== null && <StateBadge state={state} />}
      </div>
      <p className="quiet">
        <Joined
          parts={[
            <Dutch key="area">{areaOf(programme)}</Dutch>,
            period(programme.period),
            ...useActivityTexts(overview),
          ]}
        />
      </p>
      <FigureBars figures={overview.figures} />
      <Counted overview={overview} reach={reach} />
    </li>
  );
}

function areaOf({ regions }: OverviewProgramme): string {
  return (regions ?? []).flatMap(({ name }) => (name ? [name] : [])).join(', ');
}

/** Why a programme without a published period is said to run, or not. */
function useActivityTexts({ state, activity }: ProgrammeOverview): readonly string[] {
  const { number } = useLocale();
  const texts = useTexts(overviewTexts).activity;
  const { openSchemes, runningPilots } = activity;
  if (state === 'NOTHING_OPEN') return [texts.nothing];
  if (state !== 'RUNNING') return [];
  return [
    ...(openSchemes > 0 ? [texts.schemes(number(openSchemes), openSchemes === 1)] : []),
    ...(runningPilots > 0 ? [texts.pilots(number(runningPilots), runningPilots === 1)] : []),
  ];
}

/** The vouchers that the release counts, or a sentence for what is not there. */
function Counted({ overview, reach }: ProgrammeRowProps) {
  const { number, text } = useLocale();
  const texts = useTexts(overviewTexts).programmes;
  const { hasVouchers, programme } = overview;
  const rows = (reach?.statisticsTable?.rows ?? []).filter(
    ({ keys }) =>
      keys.some(({ code }) => code === 'to-date') &&
      keys.some(({ dimension, code }) => dimension === 'programme' && code === programme.id),
  );
  const isAllHidden = rows.every(({ count }) => count.value === null);
  if (hasVouchers === false) return <p className="quiet">{texts.noVouchers}</p>;
  // Of a programme that may have no vouchers, "hidden" would say that there are some.
  if (rows.length === 0 || (isAllHidden && hasVouchers === null)) return null;
  return (
    <p>
      <span className="quiet">{texts.counted}</span>{' '}
      <Joined
        parts={rows.map(({ keys, count }) => {
          const step = keys.find(({ dimension }) => dimension === 'step');
          return (
            <span key={step?.code}>
              {step && text(step.title)}{' '}
              {count.value === null ? (
                <em className="hidden-value">{texts.hidden}</em>
              ) : (
                <strong>{number(count.value)}</strong>
              )}
            </span>
          );
        })}
      />
    </p>
  );
}
