import { z } from 'zod';
import { file, folder } from '../../core/config/settings.ts';

const COACH = '00000099000000001000';
const GUIDANCE = 'urn:llo:purpose:case-guidance';

const moment = (description: string) =>
  z
    .string()
    .refine((text) => !Number.isNaN(Date.parse(text)), {
      error: 'expected a day or a moment, such as 2026-11-21',
    })
    .meta({ description, placeholder: 'TIME' });

const oin = (description: string) =>
  z
    .string()
    .regex(/^\d{20}$/, { error: 'expected an OIN of 20 digits' })
    .meta({ description, placeholder: 'OIN' });

/** The settings of `vakgraaf audit`. */
export const auditSettings = z.object({
  config: file(
    'The configuration (vakgraaf.yaml): folders of logs, names of organisations, purposes',
  ).optional(),
  folder: z
    .array(folder('Where logs are; without it, those of the configuration or of the newest demo'))
    .default([]),
  partners: file('The partner list, with the names of organisations').optional(),
  client: oin('Only what this organisation requested').optional(),
  subject: z.string().optional().meta({
    description: 'Only lines about this data subject: an id as the graph or as the log has it',
    placeholder: 'ID',
  }),
  subjectClient: oin('The organisation to which the graph gave the id of --subject').default(COACH),
  subjectPurpose: z.string().default(GUIDANCE).meta({
    description: 'The purpose for which the graph gave the id of --subject',
    placeholder: 'URI',
  }),
  key: z
    .array(
      file(
        'Key that decrypts ids: without one, --subject finds only an id of the log, and --breach counts people per partner',
      ),
    )
    .default([]),
  trace: z.string().optional().meta({
    description: 'Only lines of this request; the beginning of its trace id is enough',
    placeholder: 'ID',
  }),
  since: moment('Only lines from this day or moment on').optional(),
  breach: moment(
    'Who was in a data breach that began then: --breach FROM TO counts people by client and purpose',
  ).optional(),
  to: moment('When the breach of --breach ended; now without it').optional(),
  verify: z.boolean().default(false).meta({
    description:
      'Check that no line was changed, removed or forged, by all logs given; exit code 1 when one was',
  }),
  without: z
    .array(
      z.string().meta({
        description: 'Verify without this log: the id of a partner, or gateway',
        placeholder: 'LOG',
      }),
    )
    .default([]),
  headKey: z
    .array(
      z.string().meta({
        description: 'Public key (JWK) that checks signed heads: LOG=FILE, or FILE for all logs',
        placeholder: '[LOG=]FILE',
      }),
    )
    .default([]),
  signedHeads: z
    .array(file('Signed heads of logs that were kept elsewhere, as in signed-heads.jsonl'))
    .default([]),
  expired: z.boolean().default(false).meta({
    description: 'List the files past their retention period; deletes nothing',
  }),
  deleteExpired: z.boolean().default(false).meta({
    description: 'Delete those files; a process that has a log open does so itself each day',
  }),
  atRest: z.boolean().default(false).meta({
    description: 'Delete also when this machine cannot tell whether a process has the log open',
  }),
  purposesFile: file('The purposes with their names and retention periods (YAML)').optional(),
});

export type AuditSettings = z.output<typeof auditSettings>;
