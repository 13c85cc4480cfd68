import type { Silence } from '../asking/ask.ts';
import { Alert } from '../parts/alert.tsx';
import { SilentNames } from '../parts/silent-names.tsx';
import { Paragraph } from '../parts/text.tsx';
import { useReading } from '../words/reading.ts';

/** Above everything else: who gave no answer to what this page asked. Told aloud once it is known. */
export function SilentNow({ silent }: { readonly silent: readonly Silence[] | null }) {
  const { words } = useReading();
  return (
    <div className="silent-now" role="status">
      {silent?.length === 0 && <p className="nl-paragraph quiet">{words.silence.none}</p>}
      {silent !== null && silent.length > 0 && (
        <Alert tone="warning">
          <Paragraph>
            <strong>{words.silence.some}:</strong> <SilentNames silent={silent} />.
          </Paragraph>
        </Alert>
      )}
    </div>
  );
}
