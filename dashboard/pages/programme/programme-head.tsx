import { todayInNetherlands } from '../../../ui/today.ts';
import { addressOf } from '../../operations/address.ts';
import type { Programme } from '../../operations/responses.ts';
import { Dutch, Heading, Link, Paragraph } from '../../parts/text.tsx';
import { isWebAddress } from '../../parts/web-address.ts';
import { stateInPeriod } from '../../programmes/programme-state.ts';
import { StateBadge } from '../../programmes/state-badge.tsx';
import { useLocale, useTexts } from '../../texts/locale.ts';
import { Story } from './story.tsx';
import { programmeTexts } from './texts.ts';

/** The first screen: what the programme is, whether it runs, and its goal against its result. */
export function ProgrammeHead({ programme }: { readonly programme: Programme }) {
  const { address, texts } = useLocale();
  const own = useTexts(programmeTexts);
  return (
    <>
      <Heading level={1} id="programma">
        <Dutch>{programme.name ?? programme.id}</Dutch>
      </Heading>
      {programme.summary && (
        <Paragraph isLead>
          <Dutch>{programme.summary}</Dutch>
        </Paragraph>
      )}
      <ProgrammeFacts programme={programme} />
      {programme.indicators && <Story indicators={programme.indicators} />}
      <p className="nl-paragraph programme-links">
        <Link href={addressOf({ ...address, choices: { weergave: 'a4' } })}>{own.print}</Link>
        {isWebAddress(programme.website) && (
          <>
            {' · '}
            <Link href={programme.website}>
              {texts.website} {new URL(programme.website).hostname}
            </Link>
          </>
        )}
      </p>
    </>
  );
}

/** Whether it runs, its period, its area and who leads it. */
export function ProgrammeFacts({ programme }: { readonly programme: Programme }) {
  const { texts, period } = useLocale();
  const own = useTexts(programmeTexts);
  const state = stateInPeriod(programme.period, todayInNetherlands());
  const regions = (programme.regions ?? []).flatMap(({ name }) => (name ? [name] : []));
  const lead = (programme.roles ?? []).find(({ role }) => role === 'LEAD')?.organisation?.name;
  return (
    <dl className="facts">
      <div>
        <dt>{texts.period}</dt>
        <dd>
          {state === null ? (
            own.noPeriod
          ) : (
            <>
              <StateBadge state={state} /> {period(programme.period)}
            </>
          )}
        </dd>
      </div>
      {regions.length > 0 && (
        <div>
          <dt>{texts.region}</dt>
          <dd>
            <Dutch>{regions.join(', ')}</Dutch>
          </dd>
        </div>
      )}
      {lead && (
        <div>
          <dt>{own.leadPartner}</dt>
          <dd>
            <Dutch>{lead}</Dutch>
          </dd>
        </div>
      )}
    </dl>
  );
}
