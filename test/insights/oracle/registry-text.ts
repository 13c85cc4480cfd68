/** The registry as the oracle reads it: straight from its YAML, so that a mistake of the product's reader is not repeated here. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { projectRoot } from '../../../core/config/project-root.ts';

interface Window {
  readonly from: string;
  readonly to?: string;
}

export interface Bilingual {
  readonly nl: string;
  readonly en: string;
}

interface DimensionText {
  readonly title: Bilingual;
  readonly sensitive?: boolean;
  readonly labourMarketRegions?: boolean;
  readonly categories: readonly (Bilingual & { readonly code: string })[];
  readonly groups?: readonly (Bilingual & {
    readonly code: string;
    readonly of: readonly string[];
  })[];
}

interface RecordSetText {
  readonly needsLegalBasis?: Bilingual;
  readonly steps: Readonly<
    Record<
      string,
      { readonly title: Bilingual; readonly after?: string; readonly excludes?: readonly string[] }
    >
  >;
  readonly attributes: Readonly<Record<string, { readonly knownAt?: string }>>;
}

export interface TableText {
  readonly id: string;
  readonly programmes: 'all' | readonly string[];
  readonly recordSet: string;
  readonly steps: readonly string[];
  readonly dimensions?: readonly (
    string | { readonly dimension: string; readonly only?: readonly string[] }
  )[];
  readonly where?: Readonly<Record<string, readonly string[]>>;
  readonly quarters?: boolean;
  readonly answer?: string;
  readonly audience: 'PUBLIC' | 'EVALUATION';
  readonly questions: readonly number[];
  readonly title: Bilingual;
  readonly method: Bilingual;
  readonly legalNote?: Bilingual;
  readonly notPublishable?: Bilingual;
  readonly sourceUnavailable?: Bilingual;
}

export interface RegistryText {
  readonly policy: {
    readonly minimum: number;
    readonly sensitiveMinimum: number;
    readonly groupPercent: number;
  };
  readonly programmes: Readonly<
    Record<
      string,
      {
        readonly quarters: Window;
        /** By record set and step. */
        readonly lastQuarters?: Readonly<Record<string, Readonly<Record<string, string>>>>;
      }
    >
  >;
  readonly dimensions: Readonly<Record<string, DimensionText>>;
  readonly recordSets: Readonly<Record<string, RecordSetText>>;
  readonly tables: readonly TableText[];
  readonly publishedFacts: readonly {
    readonly source: string;
    readonly recordSet: string;
    readonly step: string;
    readonly where?: Readonly<Record<string, readonly string[]>>;
    readonly until?: string;
    readonly eq?: number;
    readonly ge?: number;
    readonly le?: number;
  }[];
}

export const registryText = parse(
  readFileSync(join(projectRoot(), 'subgraphs/insights/statistics.yaml'), 'utf8'),
) as RegistryText;
