/** Tests a federation feature: the executors and a monolith give the same result for its operations. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createCompiledExecution } from '../../../gateway/execution/compiled/compiled-execution.ts';
import type { OperationResult, Execution } from '../../../gateway/execution/execution.ts';
import {
  startFixture,
  type OperationRequest,
  type Fixture,
  type FixtureOptions,
} from './fixture.ts';

export interface FeatureOptions extends FixtureOptions {
  /** Operations by the noun phrase that describes them. `apolloDiffers` says why Apollo Gateway fails. */
  readonly operations: Readonly<Record<string, FeatureOperation>>;
}
export type FeatureOperation = string | (OperationRequest & { readonly apolloDiffers?: string });

export interface StartedFeature {
  readonly fixture: Fixture;
  readonly compiled: Execution;
  readonly apollo: Execution;
}

/** Starts the fixture for the tests of a file, and adds a test for each operation. */
export function testFeature(options: FeatureOptions): () => StartedFeature {
  let started: StartedFeature | undefined;
  beforeAll(async () => {
    const fixture = await startFixture(options);
    const { supergraphSdl, subgraphUrls } = fixture;
    const compiled = createCompiledExecution({ supergraphSdl, subgraphUrls });
    started = { fixture, compiled, apollo: await fixture.apollo() };
  });
  afterAll(async () => {
    await started?.compiled.stop();
    await started?.fixture.stop();
  });
  const feature = () => {
    if (!started) throw new Error('The fixture has not started');
    return started;
  };

  for (const [title, operation] of Object.entries(options.operations)) {
    test(`the result equals that of the monolith for ${title}`, async () => {
      const request = typeof operation === 'string' ? { query: operation } : operation;
      const apolloDiffers = 'apolloDiffers' in request ? request.apolloDiffers : undefined;
      const { fixture, compiled, apollo } = feature();
      const expected = comparable(await fixture.executeMonolith(request));
      expect(comparable(await fixture.execute(compiled, request))).toEqual(expected);
      if (apolloDiffers === undefined) {
        expect(comparable(await fixture.execute(apollo, request)).data).toEqual(expected.data);
      }
    });
  }
  return feature;
}

/** The form in which results are compared: the data, and the sorted paths and messages of errors. */
export function comparable({ data, errors }: OperationResult) {
  return {
    data,
    errors: errors
      .map(({ message, path }) => `${(path ?? []).join('.')}: ${message}`)
      .toSorted((left, right) => (left < right ? -1 : 1)),
  };
}
