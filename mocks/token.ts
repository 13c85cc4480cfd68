/** `npm run -s token -- ROLE`: prints a demo token on standard output, and nothing else. */
import { parseArgs } from 'node:util';
import { citizenSubject } from './citizens.ts';
import { issueToken } from './issuer.ts';
import { DEMO_ROLES, parseRole } from './roles.ts';

const USAGE = [
  'npm run -s token -- ROLE [--purpose NAME] [--hours N] [--life NAME]',
  `  ROLE  ${DEMO_ROLES.map((role) => role.id).join(' | ')}`,
].join('\n');

async function printToken(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      purpose: { type: 'string' },
      hours: { type: 'string' },
      life: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  const [roleId, ...rest] = positionals;
  if (values.help === true || roleId === undefined || rest.length > 0) throw new Error(USAGE);
  const role = parseRole(roleId);
  const subject = role.isCitizen ? citizenSubject(role, values.life, new Date()) : undefined;
  const { token } = await issueToken(role, {
    ...(values.purpose === undefined ? {} : { purpose: values.purpose }),
    ...(values.hours === undefined ? {} : { hours: Number(values.hours) }),
    ...(subject === undefined ? {} : { subject }),
  });
  process.stdout.write(`${token}\n`);
}

try {
  await printToken();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
