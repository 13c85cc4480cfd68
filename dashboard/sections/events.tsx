import type { Deliverable, PublicEvent } from '../operations/responses.ts';
import { Joined } from '../parts/joined.tsx';
import { SourceLine } from '../parts/source-line.tsx';
import { Dutch, Paragraph } from '../parts/text.tsx';
import { useLocale } from '../texts/locale.ts';

interface EventsProps {
  readonly events: readonly PublicEvent[];
  readonly deliverables: readonly Deliverable[];
}

/** Public events and promised deliverables. */
export function Events({ events, deliverables }: EventsProps) {
  const { texts } = useLocale();
  if (events.length + deliverables.length === 0) return <Paragraph>{texts.events.none}</Paragraph>;
  return (
    <ul className="plain-list">
      {events.map((event) => (
        <EventLine key={event.id} event={event} />
      ))}
      {deliverables.map((deliverable) => (
        <DeliverableLine key={deliverable.name} deliverable={deliverable} />
      ))}
    </ul>
  );
}

function EventLine({ event }: { readonly event: PublicEvent }) {
  const { texts, date } = useLocale();
  const about = [
    event.date ? date(event.date) : texts.unknownDate,
    event.place && <Dutch>{event.place}</Dutch>,
    event.providedBy?.name && (
      <>
        {texts.events.at} <Dutch>{event.providedBy.name}</Dutch>
      </>
    ),
    event.by && (
      <>
        {texts.events.by} <Dutch>{`${event.by.office} ${event.by.name}`}</Dutch>
      </>
    ),
  ];
  return (
    <li>
      <strong>
        <Dutch>{event.name}</Dutch>
      </strong>
      <span>
        <Joined parts={about} />
      </span>
      {event.source?.states && (
        <span>
          <Dutch>{event.source.states}</Dutch>
        </span>
      )}
      <span className="quiet">
        <SourceLine source={event.source} />
      </span>
    </li>
  );
}

function DeliverableLine({ deliverable }: { readonly deliverable: Deliverable }) {
  const { texts, date } = useLocale();
  const about = [
    deliverable.dueOn && `${texts.events.due} ${date(deliverable.dueOn)}`,
    deliverable.to?.name && (
      <>
        {texts.events.to} <Dutch>{deliverable.to.name}</Dutch>
      </>
    ),
  ];
  return (
    <li>
      <strong>
        <Dutch>{deliverable.name}</Dutch>
      </strong>
      <span>
        <Joined parts={about} />
      </span>
      <span className="quiet">
        <SourceLine source={deliverable.source} />
      </span>
    </li>
  );
}
