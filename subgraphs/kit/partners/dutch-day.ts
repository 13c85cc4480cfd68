import { isDay } from './checked-value.ts';

const MOMENT =
  /^(?<day>\d{4}-\d{2}-\d{2})[T ](?<time>\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?) ?(?<zone>Z|[+-]\d{2}:?\d{2}|[+-]\d{2})?$/i;

/** In this locale a day is written as in ISO 8601. */
const CALENDAR = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Europe/Amsterdam',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
});

/**
 * The day of a day or a moment in ISO 8601, YYYY-MM-DD; null for any other text and for a day that does not
 * exist. A moment with a zone is the day that it is in the Netherlands: the midnight with which a day begins here
 * is 22:00 or 23:00 of the day before in UTC. A moment without a zone is local time.
 */
export function dutchDayOf(text: string): string | null {
  if (isDay(text)) return text;
  const { day, time, zone } = MOMENT.exec(text)?.groups ?? {};
  if (day === undefined || time === undefined || !isDay(day)) return null;
  const moment = new Date(`${day}T${time}${zone === undefined ? 'Z' : isoZone(zone)}`);
  if (Number.isNaN(moment.getTime())) return null;
  const found = zone === undefined ? moment.toISOString().slice(0, 10) : CALENDAR.format(moment);
  return isDay(found) ? found : null;
}

/** `+02`, `+0200` and `z` as ECMAScript reads them. */
function isoZone(zone: string): string {
  if (/^z$/i.test(zone)) return 'Z';
  const [, hours = '', minutes = '00'] = /^([+-]\d{2}):?(\d{2})?$/.exec(zone) ?? [];
  return `${hours}:${minutes}`;
}
