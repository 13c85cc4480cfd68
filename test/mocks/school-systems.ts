/** The servers of the schools of the demo, started once for each test file. */
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { startSchools } from '../../mocks/education/start-schools.ts';
import type { PartnerSystem } from '../../mocks/partner-system.ts';
import { createWorld } from '../../mocks/world/create-world.ts';
import type { World } from '../../mocks/world/world.ts';
import { TEST_DAY } from '../support/test-day.ts';

export type Json = Record<string, unknown>;

/** A page of a list in OOAPI v5. */
export interface Envelope {
  readonly items: readonly Json[];
  readonly totalPages: number;
  readonly hasNextPage: boolean;
}

export interface SchoolSystems {
  readonly world: World;
  readonly system: (id: string) => PartnerSystem;
  /** The JSON of a 200 response; of Aventus by default. */
  readonly get: <T = Json>(path: string, school?: string) => Promise<T>;
}

/** Resets the fault of Aventus after each test. */
export function createSchoolSystems(): SchoolSystems {
  const world = createWorld({ date: TEST_DAY });
  let systems: readonly PartnerSystem[] = [];
  beforeAll(async () => {
    systems = await startSchools(world);
  });
  afterEach(() => system('aventus').setFault(null));
  afterAll(async () => {
    await Promise.all(systems.map((one) => one.stop()));
  });

  function system(id: string): PartnerSystem {
    const found = systems.find((one) => one.id === id);
    if (!found) throw new Error(`Cannot find the school "${id}"`);
    return found;
  }

  async function get<T = Json>(path: string, school = 'aventus'): Promise<T> {
    const response = await fetch(`${system(school).url}${path}`);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('application/json');
    return (await response.json()) as T;
  }

  return { world, system, get };
}
