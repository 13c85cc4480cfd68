import { expect, test } from 'vitest';
import { withoutSecurityFeatures } from '../../../gateway/execution/apollo/apollo-execution.ts';

test('withoutSecurityFeatures removes "for: SECURITY" from @link directives alone', () => {
  const sdl = `schema
  @link(url: "https://specs.apollo.dev/join/v0.5", for: EXECUTION)
  @link(url: "https://specs.apollo.dev/policy/v0.1", for: SECURITY)
{ query: Query }
"for: SECURITY" type Query { a: Int @policy(policies: [["for: SECURITY"]]) }`;
  expect(withoutSecurityFeatures(sdl)).toBe(
    sdl.replace('policy/v0.1", for: SECURITY)', 'policy/v0.1")'),
  );
});
