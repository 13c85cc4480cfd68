// oxlint-disable-next-line import/no-unassigned-import -- styles are imported for their effect
import './choose-region.css';
import { useId, type SubmitEvent } from 'react';
import { addressOf } from '../operations/address.ts';
import { useLocale } from '../texts/locale.ts';
import type { MapRegion } from './tile-map.tsx';
import { regionNameOf, TILES } from './tile-positions.ts';

/** Opens the page of a region chosen by its name; our names until the graph has given its own. */
export function ChooseRegion({ regions }: { readonly regions: readonly MapRegion[] | null }) {
  const { address, texts: shared } = useLocale();
  const texts = shared.chooseRegion;
  const id = useId();
  const known = regions ?? TILES.map((tile) => ({ code: tile.code, name: regionNameOf(tile) }));
  const names = known
    .map(({ code, name }) => ({ code, name: name ?? code }))
    .toSorted((a, b) => a.name.localeCompare(b.name, 'nl'));
  const open = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const code = new FormData(event.currentTarget).get('regio');
    if (typeof code === 'string' && code !== '')
      location.assign(addressOf({ page: 'region', id: code, language: address.language }));
  };
  return (
    <form className="choose-region" onSubmit={open}>
      <label htmlFor={id}>{texts.label}</label>
      <div className="choose-region-row">
        <select id={id} name="regio" defaultValue="" required>
          <option value="" disabled>
            {texts.none}
          </option>
          {names.map(({ code, name }) => (
            <option key={code} value={code}>
              {name}
            </option>
          ))}
        </select>
        <button type="submit">{texts.go}</button>
      </div>
    </form>
  );
}
