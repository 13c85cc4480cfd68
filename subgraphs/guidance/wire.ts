import { z } from 'zod';

/**
 * The contract with a case system of labour market coaches: ours, since there is no standard. JSON
 * over HTTP, with an OAuth 2.0 bearer token (client credentials) where the entry names one; numbers
 * of people, vouchers and cases only in bodies, never in an address.
 *
 * - `POST /v1/trajecten/op-nummer` `{ trajectnummers }` → `{ trajecten }`
 * - `POST /v1/trajecten/op-voucher` `{ vouchers: [{ uitgever, nummer }] }` → `{ trajecten }`
 * - `POST /v1/trajecten/op-persoon` `{ nummers }` → `{ personen: [{ nummer, trajecten }] }`
 * - `POST /v1/trajecten/personen` `{ trajectnummers }` → `{ personen: [{ trajectnummer, nummer }] }`
 * - `POST /v1/caseload` `{ na?: { begonnenOp, trajectnummer }, aantal }` → `{ trajecten }`: all of
 *   the organisation, the newest first, by number within a day.
 * - `GET /v1/aanbod` → `{ aanbod }`: guidance that one can apply for; public.
 * - `GET /v1/status` → an object.
 *
 * The two questions about people are put only to a system that may hold citizen numbers. A number
 * that nobody holds is left out of the answer.
 */
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const changedAt = z.iso.datetime().nullish();
const region = z.string().regex(/^((AM|PV|LD)\d{2}|GM\d{4}|[a-z][a-z-]+)$/);

const trajectory = z.object({
  trajectnummer: z.string().min(1).max(100),
  soort: z.string(),
  doelgroep: z.string().nullish(),
  programma: z.string().nullish(),
  regio: region.nullish(),
  coachnummer: z.string().nullish(),
  begonnenOp: day,
  beeindigdOp: day.nullish(),
  uitkomst: z.string().nullish(),
  vouchers: z
    .array(z.object({ uitgever: z.string().min(1), nummer: z.string().min(1) }))
    .max(100)
    .nullish(),
  bijgewerktOp: changedAt,
});

const offer = z.object({
  code: z.string().min(1).max(100),
  naam: z.string().min(1),
  doelgroepen: z.array(z.string()),
  sectoren: z.array(z.string()),
  regios: z.array(region),
  leeftijdVanaf: z.int().nullish(),
  leeftijdTot: z.int().nullish(),
  openVanaf: day.nullish(),
  openTot: day.nullish(),
  plaatsenOverPercentage: z.int().min(0).max(100).nullish(),
  aanvraagadres: z.url({ protocol: /^https$/ }).nullish(),
  bijgewerktOp: changedAt,
});

const number = z.string().regex(/^\d{9}$/);

export const trajectories = z.object({ trajecten: z.array(trajectory) });

export const trajectoriesByPerson = z.object({
  personen: z.array(z.object({ nummer: number, trajecten: z.array(trajectory) })),
});

export const peopleByTrajectory = z.object({
  personen: z.array(z.object({ trajectnummer: z.string(), nummer: number })),
});

export const offers = z.object({ aanbod: z.array(offer).max(1_000) });

/** That it answers with an object is all we ask. */
export const status = z.looseObject({});

export type Trajectory = z.output<typeof trajectory>;
export type Offer = z.output<typeof offer>;
