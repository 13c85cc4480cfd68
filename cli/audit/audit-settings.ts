import { z } from 'zod';
import { file, folder } from '../../core/config/settings.ts';
import { PURPOSES_FILE } from '../../core/purposes/purposes.ts';

const COACH = '00000099000000001000';
const GUIDANCE = 'urn:llo:purpose:case-guidance';

/** The settings of `vakgraaf audit`. */
export const auditSettings = z.object({
  folder: folder(
    'Where the logs are; without it, those of the newest start of the demo',
  ).optional(),
  subject: z.string().optional().meta({
    description: 'Only lines about this data subject: an id as the graph or as the log has it',
    placeholder: 'ID',
  }),
  client: z.string().default(COACH).meta({
    description: 'The organisation (OIN) to which the graph gave the id of --subject',
    placeholder: 'OIN',
  }),
  purpose: z.string().default(GUIDANCE).meta({
    description: 'The purpose for which the graph gave the id of --subject',
    placeholder: 'URI',
  }),
  key: z
    .array(
      file('Key that decrypts the id of --subject; without one, only an id of the log is found'),
    )
    .default([]),
  trace: z.string().optional().meta({
    description: 'Only lines of this request; the beginning of its trace id is enough',
    placeholder: 'ID',
  }),
  since: z
    .string()
    .refine((text) => !Number.isNaN(Date.parse(text)), {
      error: 'expected a day or a moment, such as 2026-11-21',
    })
    .optional()
    .meta({ description: 'Only lines from this day or moment on', placeholder: 'TIME' }),
  verify: z.boolean().default(false).meta({
    description: 'Check that no line was changed or removed; exit code 1 when one was',
  }),
  expired: z.boolean().default(false).meta({
    description: 'List the files past their retention period; deletes nothing',
  }),
  deleteExpired: z.boolean().default(false).meta({
    description: 'Delete those files; a process that has a log open does so itself each day',
  }),
  atRest: z.boolean().default(false).meta({
    description: 'Delete also when this machine cannot tell whether a process has the log open',
  }),
  purposesFile: file('The purposes with their retention periods (YAML)').default(PURPOSES_FILE),
});

export type AuditSettings = z.output<typeof auditSettings>;
