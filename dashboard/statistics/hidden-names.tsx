/** A hatched mark and a sentence that names what is hidden. */
export function HiddenNames({
  names,
  sentence,
}: {
  readonly names: readonly string[];
  readonly sentence: (names: string) => string;
}) {
  return (
    <p className="hidden-names">
      <span className="hatched-mark" aria-hidden="true" />
      <span>{sentence(names.join(', '))}</span>
    </p>
  );
}
