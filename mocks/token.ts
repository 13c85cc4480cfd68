import { citizenSubject } from './citizens.ts';
import { issueToken } from './issuer.ts';
import { parseRole } from './roles.ts';

/** What a token of the demo may differ in: one of its purposes, its validity, and which citizen it names. */
export interface DemoTokenOptions {
  readonly purpose?: string;
  readonly hours?: string;
  readonly life?: string;
}

/** A token of the demo. Throws when the role, the purpose or the life is not there. */
export async function demoToken(
  roleId: string,
  { purpose, hours, life }: DemoTokenOptions,
): Promise<string> {
  const role = parseRole(roleId);
  const { token } = await issueToken(role, {
    ...(purpose !== undefined && { purpose }),
    ...(hours !== undefined && { hours: Number(hours) }),
    ...(role.isCitizen && { subject: citizenSubject(role, life, new Date()) }),
  });
  return token;
}
