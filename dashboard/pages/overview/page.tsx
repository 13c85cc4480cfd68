// oxlint-disable-next-line import/no-unassigned-import -- styles are imported for their effect
import './overview.css';
import { PageLayout } from '../../layout/page-layout.tsx';
import { ChooseRegion } from '../../parts/choose-region.tsx';
import { Heading, Paragraph } from '../../parts/text.tsx';
import { useTexts } from '../../texts/locale.ts';
import { KeyFacts } from './key-facts.tsx';
import { OtherProgrammes, ProgrammesSection } from './programmes.tsx';
import { RegionMap } from './region-map.tsx';
import { useOverviewResults } from './results.ts';
import { overviewTexts } from './texts.ts';
import { Themes } from './themes.tsx';

/** The first page: what runs, what it reached, and where. */
export function Overview() {
  const texts = useTexts(overviewTexts);
  const results = useOverviewResults();
  return (
    <PageLayout
      title={texts.title}
      synthetic={results.reach?.data?.release?.synthetic === true ? 'some' : 'none'}
    >
      <div className="overview">
        <Heading level={1}>{texts.title}</Heading>
        <div className="overview-head">
          <Paragraph isLead>{texts.lead}</Paragraph>
          <ChooseRegion regions={results.overview?.data?.regions?.nodes ?? null} />
        </div>
        <KeyFacts results={results} />
        <div className="overview-columns">
          <ProgrammesSection results={results} />
          <div>
            <RegionMap results={results} />
            <Themes programmes={results.programmes} />
          </div>
        </div>
        <OtherProgrammes results={results} />
      </div>
    </PageLayout>
  );
}
