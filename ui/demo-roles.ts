/** The roles that the demo's control server offers. A gateway in production has no such server. */
import type { Bilingual } from './bilingual.ts';

/** One of the fictional citizens of the demo. */
export interface DemoCitizen {
  readonly id: string;
  readonly name: Bilingual;
}

export interface DemoRole {
  readonly role: string;
  readonly name: Bilingual;
  readonly description: Bilingual;
  readonly purposes: readonly string[];
  readonly citizens: readonly DemoCitizen[];
}

/** The roles to choose from; an empty list when the gateway is not a demo. */
export async function requestRoles(fetch: typeof globalThis.fetch): Promise<readonly DemoRole[]> {
  try {
    const response = await fetch('/demo/roles', { headers: { accept: 'application/json' } });
    const body: unknown = response.ok ? await response.json() : undefined;
    const roles = isRecord(body) ? body['roles'] : undefined;
    return Array.isArray(roles) ? roles.flatMap(parseRole) : [];
  } catch {
    return [];
  }
}

/** An empty list when the value is not a role that can be shown. */
function parseRole(value: unknown): readonly DemoRole[] {
  if (!isRecord(value)) return [];
  const { role, name, description, purposes, lives } = value;
  if (typeof role !== 'string' || !isBilingual(name) || !isBilingual(description)) return [];
  return [
    {
      role,
      name,
      description,
      purposes: Array.isArray(purposes) ? purposes.filter(isText) : [],
      citizens: Array.isArray(lives) ? lives.filter(isCitizen) : [],
    },
  ];
}

function isCitizen(value: unknown): value is DemoCitizen {
  return isRecord(value) && isText(value['id']) && isBilingual(value['name']);
}

function isBilingual(value: unknown): value is Bilingual {
  return isRecord(value) && isText(value['nl']) && isText(value['en']);
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
