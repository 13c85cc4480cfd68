import type { Deliverable, PublicEvent, Source } from '../../operations/responses.ts';
import { Joined } from '../../parts/joined.tsx';
import { Dutch } from '../../parts/text.tsx';
import { useLocale } from '../../texts/locale.ts';
import { SharedSource, SourceOfEach } from './shared-source.tsx';

interface EventsProps {
  readonly events: readonly PublicEvent[];
  readonly deliverables: readonly Deliverable[];
}

/** Public events and promised deliverables. */
export function Events({ events, deliverables }: EventsProps) {
  const all = [...events, ...deliverables];
  return (
    <>
      <ul className="plain-list">
        {events.map((event) => (
          <EventLine key={event.id} event={event} all={all} />
        ))}
        {deliverables.map((deliverable) => (
          <DeliverableLine key={deliverable.name} deliverable={deliverable} all={all} />
        ))}
      </ul>
      <SharedSource all={all} />
    </>
  );
}

/** All events and documents of the list, which may have one source. */
interface AllOfList {
  readonly all: readonly { readonly source: Source | null }[];
}

function EventLine({ event, all }: AllOfList & { readonly event: PublicEvent }) {
  const { texts, date } = useLocale();
  const about = [
    event.date && date(event.date),
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
      <SourceOfEach source={event.source} all={all} />
    </li>
  );
}

function DeliverableLine({ deliverable, all }: AllOfList & { readonly deliverable: Deliverable }) {
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
      <SourceOfEach source={deliverable.source} all={all} />
    </li>
  );
}
