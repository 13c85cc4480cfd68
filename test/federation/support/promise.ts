/** How a federation feature is tested: one promise, several questions, three answers that agree. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  createCompiledExecution,
  type CompiledExecution,
} from '../../../gateway/execution/compiled/compiled-execution.ts';
import type { Answer, Execution } from '../../../gateway/execution/execution.ts';
import { startFixture, type Asked, type Fixture, type FixtureOptions } from './fixture.ts';

export interface FeatureOptions extends FixtureOptions {
  /** Each question with what it promises; `stockDiffers` says where stock Apollo is known wrong. */
  readonly questions: Readonly<Record<string, Question>>;
}
export type Question = string | (Asked & { readonly stockDiffers?: string });

export interface StartedFeature {
  readonly fixture: Fixture;
  readonly compiled: CompiledExecution;
  readonly stock: Execution;
}

/** Starts the fixture around the tests of a file, and tests its questions. */
export function testFeature(options: FeatureOptions): () => StartedFeature {
  let started: StartedFeature | undefined;
  beforeAll(async () => {
    const fixture = await startFixture(options);
    const { supergraphSdl, subgraphUrls } = fixture;
    const compiled = createCompiledExecution({ supergraphSdl, subgraphUrls });
    started = { fixture, compiled, stock: await fixture.stock() };
  });
  afterAll(async () => {
    await started?.compiled.stop();
    await started?.fixture.stop();
  });
  const feature = () => {
    if (!started) throw new Error('The fixture has not started');
    return started;
  };

  for (const [promise, question] of Object.entries(options.questions)) {
    test(promise, async () => {
      const asked = typeof question === 'string' ? { query: question } : question;
      const stockDiffers = 'stockDiffers' in asked ? asked.stockDiffers : undefined;
      const { fixture, compiled, stock } = feature();
      const expected = comparable(await fixture.askMonolith(asked));
      expect(comparable(await fixture.ask(compiled, asked))).toEqual(expected);
      if (stockDiffers === undefined) {
        expect(comparable(await fixture.ask(stock, asked)).data).toEqual(expected.data);
      }
    });
  }
  return feature;
}

/** Answers as they are compared: data whole, errors by place and words, in no particular order. */
export function comparable({ data, errors }: Answer) {
  return {
    data,
    errors: errors
      .map(({ message, path }) => `${(path ?? []).join('.')}: ${message}`)
      .toSorted((left, right) => (left < right ? -1 : 1)),
  };
}
