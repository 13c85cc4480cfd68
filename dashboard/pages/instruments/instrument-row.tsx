import { todayInNetherlands } from '../../../ui/today.ts';
import { Dutch, Link } from '../../parts/text.tsx';
import { isWebAddress } from '../../parts/web-address.ts';
import { useLocale, useTexts } from '../../texts/locale.ts';
import { reasonsOf, type Instrument } from './find.ts';
import { instrumentTexts } from './texts.ts';

interface RowProps {
  readonly instrument: Instrument;
  /** The name of the partner that offers it. */
  readonly partner: string;
}

/** What it is, why it fits, what it pays, what is left, until when, and where to apply. */
export function InstrumentRow({ instrument, partner }: RowProps) {
  const { address, date, money } = useLocale();
  const own = useTexts(instrumentTexts);
  const { name, kind, maximum, budgetLeftPercent, closesOn, applyAt } = instrument;
  return (
    <li className="instrument">
      <div>
        <h3>
          <Dutch>{name}</Dutch>
        </h3>
        <p className="quiet">
          {own.kindNames[kind]} · <Dutch>{partner}</Dutch>
        </p>
        <p>{reasonsOf(instrument, address.language).join(' ')}</p>
      </div>
      <dl>
        {maximum !== null && (
          <div>
            <dt>{own.pays}</dt>
            <dd>
              <strong>{own.upTo(money(maximum))}</strong>
            </dd>
          </div>
        )}
        {(budgetLeftPercent !== null || maximum !== null) && (
          <div>
            <dt>{own.left}</dt>
            <dd>{budgetLeftPercent === null ? own.leftUnknown : own.leftOf(budgetLeftPercent)}</dd>
          </div>
        )}
        <div>
          <dt>{own.until}</dt>
          <dd>{closesOn === null ? own.always : own.untilDay(date(closesOn))}</dd>
        </div>
      </dl>
      <p className="instrument-apply">
        {isWebAddress(applyAt) && <Link href={applyAt}>{own.apply(partner)}</Link>}
      </p>
    </li>
  );
}

/** One line for an instrument that is closed, with the day on which it opens. */
export function ClosedInstrument({ instrument, partner }: RowProps) {
  const { date } = useLocale();
  const own = useTexts(instrumentTexts);
  const { name, kind, status, opensOn, applyAt } = instrument;
  const willOpen = status === 'CLOSED' && opensOn !== null && opensOn > todayInNetherlands();
  return (
    <li>
      <strong>
        <Dutch>{name}</Dutch>
      </strong>
      <span className="quiet">
        {own.kindNames[kind]} · <Dutch>{partner}</Dutch> ·{' '}
        {willOpen ? own.opens(date(opensOn)) : own.statuses[status ?? 'CLOSED']}
      </span>
      {isWebAddress(applyAt) && (
        <span>
          <Link href={applyAt}>{own.apply(partner)}</Link>
        </span>
      )}
    </li>
  );
}
