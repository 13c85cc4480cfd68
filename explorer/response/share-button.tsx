import { useState } from 'react';
import { useSharedAddress } from '../choices/use-shared-address.ts';

type Copied = 'no' | 'yes' | 'by hand';

/** Copies the permanent address of the query; where the browser does not allow that, it shows the address. */
export function ShareButton() {
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
      <button
        type="button"
        className="share"
        title="Copy the address of this query"
        onClick={() => void copy()}
      >
        Delen
      </button>
      <p className="shared" role="status">
        {how === 'yes' && 'Het adres is gekopieerd.'}
        {how === 'by hand' && (
          <label>
            Kopieer dit adres:{' '}
            <input readOnly value={address} onFocus={(event) => event.target.select()} />
          </label>
        )}
        {how !== 'no' &&
          isWithoutVariables &&
          ' De variabelen staan er niet in, want daarin kan iets over een persoon staan.'}
      </p>
    </>
  );
}
