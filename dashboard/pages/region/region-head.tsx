import { Alert } from '../../parts/alert.tsx';
import { Dutch, Heading, Paragraph } from '../../parts/text.tsx';
import { PROVINCES, TILES } from '../../parts/tile-positions.ts';
import { isWhole, programmeState } from '../../programmes/programme-state.ts';
import { useLocale, useTexts } from '../../texts/locale.ts';
import type { Region } from './region-areas.ts';
import type { RegionResults } from './results.ts';
import { regionTexts } from './texts.ts';

interface RegionHeadProps {
  readonly code: string;
  readonly name: string;
  readonly region: Region | null;
  readonly results: RegionResults;
}

/** Name, provinces, other names, how many programmes work here, and whether any partner does. */
export function RegionHead({ code, name, region, results }: RegionHeadProps) {
  const texts = useTexts(regionTexts);
  // Until the table of regions has answered it is not known how many provinces there are.
  const provinces = results.region === null ? [] : provincesOf(code, region);
  const aliases = region?.aliases ?? [];
  return (
    <>
      <Heading level={1}>
        <Dutch>{name}</Dutch>
      </Heading>
      <Paragraph isLead>
        {texts.lead(enumerated(provinces, texts.and))}. <Summary results={results} />
      </Paragraph>
      {aliases.length > 0 && (
        <Paragraph isQuiet>
          {texts.aliases} <Dutch>{aliases.join(', ')}</Dutch>.
        </Paragraph>
      )}
      {region?.hasPartners === false && (
        <Alert tone="info">
          <Paragraph>{texts.noPartners}</Paragraph>
        </Alert>
      )}
    </>
  );
}

function Summary({ results }: Pick<RegionHeadProps, 'results'>) {
  const { number } = useLocale();
  const texts = useTexts(regionTexts);
  const { programmesHere: here, running } = results;
  if (here === null) return null;
  if (here.length === 0) return texts.noProgramme;
  const sentence = texts.summary(number(here.length), here.length === 1);
  if (running === null) return sentence;
  if (!isWhole(running)) return `${sentence} ${texts.runningUnknown}`;
  const count = here.filter((one) => programmeState(one, running) === 'RUNNING').length;
  if (count === 0) return `${sentence} ${texts.noneRuns}`;
  return `${sentence} ${texts.running(number(count), count === 1)}`;
}

/** Where the region table does not tell, the province that most of the region lies in. */
function provincesOf(code: string, region: Region | null): readonly string[] {
  if (region?.overlaps)
    return region.overlaps.flatMap(({ kind, name }) =>
      kind === 'PROVINCIE' && name ? [name] : [],
    );
  return TILES.filter((tile) => tile.code === code).flatMap(
    ({ province }) => PROVINCES[province] ?? [],
  );
}

/** `A, B en C`. */
function enumerated(words: readonly string[], and: string): string {
  const last = words.at(-1) ?? '';
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} ${and} ${last}`;
}
