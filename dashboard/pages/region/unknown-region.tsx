import { ChooseRegion } from '../../parts/choose-region.tsx';
import { Heading, Paragraph } from '../../parts/text.tsx';
import { TileMap } from '../../parts/tile-map.tsx';
import { useTexts } from '../../texts/locale.ts';
import { regionTexts } from './texts.ts';

/** For an address with a code that no labour market region has. */
export function UnknownRegion() {
  const texts = useTexts(regionTexts).unknown;
  return (
    <div className="unknown-region">
      <Heading level={1}>{texts.title}</Heading>
      <Paragraph isLead>{texts.hint}</Paragraph>
      <ChooseRegion regions={null} />
      <TileMap regions={[]} counts={null} />
    </div>
  );
}
