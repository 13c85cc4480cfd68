/** How a federation feature is tested: one promise, several questions, three answers that agree. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  createCompiledExecution,
  type CompiledExecution,
} from '../../../gateway/execution/compiled/compiled-execution.ts';
import type { OperationResult, Execution } from '../../../gateway/execution/execution.ts';
import {
  startFixture,
  type OperationRequest,
  type Fixture,
  type FixtureOptions,
} from './fixture.ts';

export interface FeatureOptions extends FixtureOptions {
  /** Each question with what it promises; `apolloDiffers` says where apollo Apollo is known wrong. */
  readonly operations: Readonly<Record<string, FeatureOperation>>;
}
export type FeatureOperation = string | (OperationRequest & { readonly apolloDiffers?: string });

export interface StartedFeature {
  readonly fixture: Fixture;
  readonly compiled: CompiledExecution;
  readonly apollo: Execution;
}

/** Starts the fixture around the tests of a file, and tests its questions. */
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
    test(title, async () => {
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

/** Answers as they are compared: data whole, errors by place and words, in no particular order. */
export function comparable({ data, errors }: OperationResult) {
  return {
    data,
    errors: errors
      .map(({ message, path }) => `${(path ?? []).join('.')}: ${message}`)
      .toSorted((left, right) => (left < right ? -1 : 1)),
  };
}
