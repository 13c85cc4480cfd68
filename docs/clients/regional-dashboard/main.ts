/** A dashboard of one region, on another origin than the gateway. */
import { ask } from './ask.ts';
import type { RegionQuery, RegionQueryVariables } from './generated.ts';
import manifest from './manifest.json';

const GATEWAY: string = import.meta.env['VITE_GATEWAY'];
const REGION = new URLSearchParams(location.search).get('region') ?? 'AM06';

function show(id: string, ...lines: readonly (string | Node)[]): void {
  const items = lines.map((line) => {
    const item = document.createElement('li');
    item.append(line);
    return item;
  });
  document.getElementById(id)?.replaceChildren(...items);
}

/** The programmes of which a region is this one, or overlaps it. */
function programmesHere({ region, programmes }: RegionQuery): readonly string[] {
  const here = new Set([
    `ARBEIDSMARKTREGIO ${REGION}`,
    ...(region?.overlaps ?? []).map(({ kind, code }) => `${kind} ${code}`),
  ]);
  return (programmes?.nodes ?? [])
    .filter(({ regions }) => regions?.some(({ kind, code }) => here.has(`${kind} ${code}`)))
    .map(({ id, name }) => name ?? id);
}

/** One line for each training, with the free seats of all its starts together. */
function trainingsWithSeats({ trainings }: RegionQuery): readonly string[] {
  return (trainings?.nodes ?? []).map(({ name, provider, offerings }) => {
    const seats = (offerings ?? []).reduce((sum, { seatsLeft }) => sum + (seatsLeft ?? 0), 0);
    return `${name}, ${provider?.name ?? 'onbekende school'}: ${seats} plaatsen vrij`;
  });
}

/** A file of a release never changes: its address may be kept, cited and opened in a spreadsheet. */
function statisticsLink({ statisticsTable }: RegionQuery): readonly Node[] {
  if (!statisticsTable?.csv) return [];
  const link = document.createElement('a');
  link.href = GATEWAY + statisticsTable.csv;
  link.textContent = `${statisticsTable.title.nl} (CSV)`;
  return [link];
}

try {
  const [operation] = manifest.operations;
  const variables: RegionQueryVariables = {
    region: REGION,
    day: new Date().toISOString().slice(0, 10),
  };
  const { data, missing } = await ask<RegionQuery>(GATEWAY, operation?.id ?? '', variables);
  show('name', data.region?.name ?? REGION);
  show('programmes', ...programmesHere(data));
  show('trainings', ...trainingsWithSeats(data));
  show('statistics', ...statisticsLink(data));
  // A partner without a fault does not offer the data, and nothing is missing.
  const unavailable = missing.filter(({ fault }) => fault !== null);
  show(
    'missing',
    ...unavailable.map(({ partner, kind }) => `Geen antwoord van ${partner ?? kind}`),
  );
} catch (error) {
  show('missing', error instanceof Error ? error.message : 'Er is geen antwoord');
}
