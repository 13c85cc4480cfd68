import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { JWK } from 'jose';
import { projectRoot } from '../../core/config/project-root.ts';
import { CONTEXT_HEADER } from '../../core/http/headers.ts';
import { readPurposes } from '../../core/purposes/purposes.ts';
import { createContextSigner } from '../../gateway/authentication/sign-context.ts';
import type { ContextHeaders } from '../../gateway/execution/execution.ts';

/**
 * What the gateway of the demo sends with a fetch of this role, with the first of its purposes or the named one. Rejects
 * for the role citizen, whose person the exchange alone can name, and where there is no demo: outside a checkout.
 */
export async function contextOfRole(roleId: string, chosen?: string): Promise<ContextHeaders> {
  if (!existsSync(join(projectRoot(), 'mocks'))) {
    throw new Error('Cannot use --role here: the demo is in a checkout alone');
  }
  const { parseRole } = await import('../../mocks/roles.ts');
  const { parsePurposes } = await import('../../mocks/issuer.ts');
  const { readDemoKey } = await import('../../mocks/demo-keys.ts');
  const role = parseRole(roleId);
  if (role.isCitizen) throw new Error('Cannot use the role citizen: an exchange names the person');
  const purposes = parsePurposes(role, chosen);
  const principal = {
    isPublic: false,
    consumer: role.consumerOin,
    scopes: role.scopes,
    purposes,
    purpose: readPurposes().get(purposes[0] ?? ''),
    subject: undefined,
  } as const;
  const sign = createContextSigner(readDemoKey('gateway.private') as JWK);
  return (subgraph, body) => {
    const context = sign(principal, subgraph, body);
    return context === undefined ? {} : { [CONTEXT_HEADER]: context };
  };
}
