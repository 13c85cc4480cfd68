import { z } from 'zod';
import { namedUrl, port, wholeNumber } from '../../core/config/settings.ts';
import { DEMO_SUBGRAPHS } from './demo-parts.ts';

const GATEWAY_PORT = 4000;
const SCALE_MAX = 1000;

const subgraphs = DEMO_SUBGRAPHS.map((demo) => demo.kind);
const partners = DEMO_SUBGRAPHS.flatMap((demo) => demo.partners.map((partner) => partner.id));

/** The settings of the demo. */
export const demoSettings = z.object({
  port: port().default(GATEWAY_PORT),
  break: z
    .array(
      z.enum([...subgraphs, ...partners]).meta({
        description: 'Start with this partner unavailable, or with all partners of a subgraph',
        placeholder: 'NAME',
      }),
    )
    .default([]),
  without: z
    .array(z.enum(subgraphs).meta({ description: 'Leave out a subgraph', placeholder: 'SUBGRAPH' }))
    .default([]),
  scale: wholeNumber('N times as many invented people and vouchers', 1, SCALE_MAX).default(1),
  date: z.iso
    .date({ error: 'expected a day such as 2026-11-21' })
    .optional()
    .meta({ description: 'The day that counts as today', placeholder: 'YYYY-MM-DD' }),
  subgraph: z
    .array(
      namedUrl('Use a subgraph that runs elsewhere').refine(([name]) => subgraphs.includes(name), {
        error: `expected one of ${subgraphs.join(', ')}`,
      }),
    )
    .default([]),
  usualPorts: z
    .boolean()
    .default(false)
    .meta({
      description:
        'Subgraphs at 4001–4006 and partners at the ports of subgraphs/partners.yaml; otherwise they take ' +
        'free ports, so that two demos can run at once',
    }),
  verbose: z.boolean().default(false).meta({ description: 'Show what every process prints' }),
});

export interface DemoOptions {
  readonly port: number;
  /** Partners, or subgraphs, whose partner systems are unavailable from the start. */
  readonly broken: readonly string[];
  readonly without: readonly string[];
  readonly scale: number;
  readonly date: string | undefined;
  /** Subgraphs that run elsewhere: name to address. */
  readonly elsewhere: ReadonlyMap<string, string>;
  /** Subgraphs and partner systems at the ports of the partner list and the supergraph, not at free ones. */
  readonly hasUsualPorts: boolean;
  readonly isVerbose: boolean;
}

export function demoOptions(values: z.output<typeof demoSettings>): DemoOptions {
  return {
    port: values.port,
    broken: values.break,
    without: values.without,
    scale: values.scale,
    date: values.date,
    elsewhere: new Map(values.subgraph),
    hasUsualPorts: values.usualPorts,
    isVerbose: values.verbose,
  };
}
