import { addressOf } from '../../operations/address.ts';
import { Dutch, Heading, Link } from '../../parts/text.tsx';
import { nearbyTiles, regionNameOf } from '../../parts/tile-positions.ts';
import { useLocale, useTexts } from '../../texts/locale.ts';
import { regionTexts } from './texts.ts';

/** Links to the regions around this one on the map. */
export function Nearby({ code }: { readonly code: string }) {
  const { address } = useLocale();
  const texts = useTexts(regionTexts).nearby;
  const { language } = address;
  return (
    <section className="section" aria-labelledby="buurt">
      <Heading level={2} id="buurt">
        {texts.title}
      </Heading>
      <ul className="nearby">
        {nearbyTiles(code).map((tile) => (
          <li key={tile.code}>
            <Link href={addressOf({ page: 'region', id: tile.code, language })}>
              <Dutch>{regionNameOf(tile)}</Dutch>
            </Link>
          </li>
        ))}
        <li>
          <Link href={`${addressOf({ page: 'overview', language })}#kaart`}>{texts.map}</Link>
        </li>
      </ul>
    </section>
  );
}
