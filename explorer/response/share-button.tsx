import { useState } from 'react';
import { useTexts } from '../choices/page-language.ts';
import { useSharedAddress } from '../choices/use-shared-address.ts';
import { responseTexts } from './texts.ts';

type Copied = 'no' | 'yes' | 'by hand';

/** Copies the permanent address of the query; where the browser does not allow that, it shows the address. */
export function ShareButton() {
  const texts = useTexts(responseTexts).share;
  const { address, isWithoutVariables } = useSharedAddress();
  const [copied, setCopied] = useState<{ readonly address: string; readonly how: Copied }>();
  const how = copied?.address === address ? copied.how : 'no';
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(address);
      setCopied({ address, how: 'yes' });
    } catch {
      setCopied({ address, how: 'by hand' }); // Only pages on https and on this machine may copy.
    }
  };
  return (
    <>
      <button type="button" title={texts.title} onClick={() => void copy()}>
        {texts.button}
      </button>
      <p className="shared" role="status">
        {how === 'yes' && texts.copied}
        {how === 'by hand' && (
          <label>
            {texts.byHand}{' '}
            <input readOnly value={address} onFocus={(event) => event.target.select()} />
          </label>
        )}
        {how !== 'no' && isWithoutVariables && ` ${texts.withoutVariables}`}
      </p>
    </>
  );
}
