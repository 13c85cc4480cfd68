import type { Source } from '../../operations/responses.ts';
import { SourceLine, sourceKey } from '../../parts/source-line.tsx';

interface Sourced {
  readonly source: Source | null;
}

/** Under a list whose items have one source: that source, once. */
export function SharedSource({ all }: { readonly all: readonly Sourced[] }) {
  const shared = sharedSourceOf(all);
  if (shared === null) return null;
  return (
    <p className="nl-paragraph shared-source quiet">
      <SourceLine source={shared} />
    </p>
  );
}

/** Beside an item of a list whose items have different sources. */
export function SourceOfEach({ source, all }: Sourced & { readonly all: readonly Sourced[] }) {
  if (sharedSourceOf(all) !== null) return null;
  return (
    <span className="quiet source-of-each">
      <SourceLine source={source} />
    </span>
  );
}

function sharedSourceOf(all: readonly Sourced[]): Source | null {
  const [first] = all;
  if (!first?.source) return null;
  const key = sourceKey(first.source);
  return all.every(({ source }) => source !== null && sourceKey(source) === key)
    ? first.source
    : null;
}
