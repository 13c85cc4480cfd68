import type { Deliverable, PublicEvent } from '../asking/answers.ts';
import { Joined } from '../parts/joined.tsx';
import { SourceLine } from '../parts/source-line.tsx';
import { Dutch, Paragraph } from '../parts/text.tsx';
import { useReading } from '../words/reading.ts';

interface EventsProps {
  readonly events: readonly PublicEvent[];
  readonly deliverables: readonly Deliverable[];
}

/** What happened in public, and what was promised. */
export function Events({ events, deliverables }: EventsProps) {
  const { words } = useReading();
  if (events.length + deliverables.length === 0) return <Paragraph>{words.events.none}</Paragraph>;
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
  const { words, date } = useReading();
  const about = [
    event.date ? date(event.date) : words.unknownDate,
    event.place && <Dutch>{event.place}</Dutch>,
    event.providedBy?.name && (
      <>
        {words.events.at} <Dutch>{event.providedBy.name}</Dutch>
      </>
    ),
    event.by && (
      <>
        {words.events.by} <Dutch>{`${event.by.office} ${event.by.name}`}</Dutch>
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
  const { words, date } = useReading();
  const about = [
    deliverable.dueOn && `${words.events.due} ${date(deliverable.dueOn)}`,
    deliverable.to?.name && (
      <>
        {words.events.to} <Dutch>{deliverable.to.name}</Dutch>
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
