import type { Deliverable, PublicEvent } from '../asking/answers.ts';
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
    event.place,
    event.providedBy?.name && `${words.events.at} ${event.providedBy.name}`,
    event.by && `${words.events.by} ${event.by.office} ${event.by.name}`,
  ];
  return (
    <li>
      <strong>
        <Dutch>{event.name}</Dutch>
      </strong>
      <span>{about.filter(Boolean).join(' · ')}</span>
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
    deliverable.to?.name && `${words.events.to} ${deliverable.to.name}`,
  ];
  return (
    <li>
      <strong>
        <Dutch>{deliverable.name}</Dutch>
      </strong>
      <span>{about.filter(Boolean).join(' · ')}</span>
      <span className="quiet">
        <SourceLine source={deliverable.source} />
      </span>
    </li>
  );
}
