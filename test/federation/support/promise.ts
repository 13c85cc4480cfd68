/** How a federation feature is tested: one promise, several questions, three answers that agree. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createCompiledExecution } from '../../../gateway/execution/compiled/compiled-execution.ts';
import type { OperationResult, Execution } from '../../../gateway/execution/execution.ts';
import { startFixture, type Asked, type Fixture, type FixtureOptions } from './fixture.ts';

export interface FeatureOptions extends FixtureOptions {
  /** Each question with what it promises; `apolloDiffers` says where apollo Apollo is known wrong. */
  readonly questions: Readonly<Record<string, Question>>;
}
export type Question = string | (Asked & { readonly apolloDiffers?: string });

export interface StartedFeature {
  readonly fixture: Fixture;
  readonly compiled: Execution;
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

  for (const [promise, savedQuery] of Object.entries(options.questions)) {
    test(promise, async () => {
      const asked = typeof savedQuery === 'string' ? { query: savedQuery } : savedQuery;
      const apolloDiffers = 'apolloDiffers' in asked ? asked.apolloDiffers : undefined;
      const { fixture, compiled, apollo } = feature();
      const expected = comparable(await fixture.askMonolith(asked));
      expect(comparable(await fixture.ask(compiled, asked))).toEqual(expected);
      if (apolloDiffers === undefined) {
        expect(comparable(await fixture.ask(apollo, asked)).data).toEqual(expected.data);
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
