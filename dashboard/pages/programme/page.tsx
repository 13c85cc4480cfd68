// oxlint-disable-next-line import/no-unassigned-import -- styles are imported for their effect
import './programme.css';
import { PageLayout, type SyntheticShare } from '../../layout/page-layout.tsx';
import type { Content } from '../../layout/page-contents.tsx';
import { useLocale } from '../../texts/locale.ts';
import type { Texts } from '../../texts/nl.ts';
import { useScrollToAnchor } from '../../parts/use-scroll-to-anchor.ts';
import {
  absentParts,
  isUnknownProgramme,
  useProgrammeResults,
  type ProgrammePart,
  type ProgrammeResults,
} from './results.ts';
import { Report } from './report.tsx';
import { ProgrammeSections } from './programme-sections.tsx';
import { sourcesOf } from './sources.tsx';
import { UnknownProgramme } from './unknown-programme.tsx';

/** All that is known about one programme. */
export function ProgrammePage() {
  const { address, texts } = useLocale();
  const results = useProgrammeResults(address.id);
  useScrollToAnchor(results.failures !== null);
  if (isUnknownProgramme(results.programme)) {
    return (
      <PageLayout title={texts.unknownProgramme}>
        <UnknownProgramme programmes={results.programmes} />
      </PageLayout>
    );
  }
  const title = results.programme?.data?.programme?.name ?? address.id;
  const synthetic = syntheticShareOf(results);
  const programme = results.programme?.data?.programme;
  const hasSources = programme == null || sourcesOf(programme).length > 0;
  if (address.choices['weergave'] === 'a4') {
    return (
      <PageLayout title={title} synthetic={synthetic}>
        <Report results={results} />
      </PageLayout>
    );
  }
  return (
    <PageLayout
      title={title}
      synthetic={synthetic}
      contents={contentsOf(texts, absentParts(results), hasSources)}
    >
      <ProgrammeSections results={results} />
    </PageLayout>
  );
}

function syntheticShareOf({ schemes, pilots, grants }: ProgrammeResults): SyntheticShare {
  const records = [
    ...(schemes?.data?.voucherSchemes?.nodes ?? []),
    ...(pilots?.data?.pilots?.nodes ?? []),
    ...(grants?.data?.programme?.grants ?? []),
  ];
  const count = records.filter(({ provenance }) => provenance?.synthetic === true).length;
  if (count === 0) return 'none';
  return count === records.length ? 'all' : 'some';
}

function contentsOf(
  texts: Texts,
  absent: ReadonlySet<ProgrammePart>,
  hasSources: boolean,
): readonly Content[] {
  const parts: readonly (readonly [ProgrammePart, ...Content])[] = [
    ['figures', 'cijfers', texts.figures.title],
    ['statistics', 'statistiek', texts.statistics.title],
    ['schemes', 'regelingen', texts.schemes.title],
    ['pilots', 'pilots', texts.pilots.title],
    ['grants', 'subsidies', texts.grants.title],
    ['roles', 'partners', texts.roles.title],
    ['learning', 'leerpunten', texts.learning.title],
    ['events', 'gebeurtenissen', texts.events.title],
  ];
  const present = parts.filter(([part]) => !absent.has(part));
  return [
    ...present.map(([, ...content]): Content => content),
    ...(hasSources ? [['bronnen', texts.sources] as const] : []),
  ];
}
