import { z } from 'zod';
import { given, httpsOrNull } from '../kit/partners/checked-value.ts';

/**
 * The contract with a case system of labour market coaches. It is our own: there is no standard. JSON
 * over HTTP, with an OAuth 2.0 bearer token (client credentials) where the entry names one; numbers
 * of people, vouchers and cases only in bodies, never in an address.
 *
 * - `POST /v1/trajecten/op-nummer` `{ trajectnummers }` → `{ trajecten }`
 * - `POST /v1/trajecten/op-voucher` `{ vouchers: [{ uitgever, nummer }] }` → `{ trajecten }`
 * - `POST /v1/trajecten/op-persoon` `{ nummers }` → `{ personen: [{ nummer, trajecten }] }`
 * - `POST /v1/trajecten/personen` `{ trajectnummers }` → `{ personen: [{ trajectnummer, nummer }] }`
 * - `POST /v1/caseload` `{ na?: { begonnenOp, trajectnummer }, aantal }` → `{ trajecten }`: all of
 *   the organisation, the newest first, by number within a day; `aantal` is at most 250.
 * - `POST /v1/arrangementen` `{ na?: { begonnenOp, arrangementnummer }, aantal }` → `{ arrangementen }`: places and
 *   grants that the organisation arranged for one person at one employer, in the order of the caseload; `aantal` is at
 *   most 1,000. The number of an arrangement is no number of a trajectory. Asked for statistics alone; a system that
 *   keeps none answers 404 in JSON. What else it holds, such as the employer's number, is not read.
 * - `GET /v1/aanbod` → `{ aanbod }`: guidance that one can apply for; public.
 * - `GET /v1/status` → an object.
 *
 * The two requests about people go only to a system that may hold citizen numbers, and the first only about people whom
 * it holds (`docs/membership.md`). An unknown number is left out of the response.
 */
const { day, int, key, list, text } = given;
const changedAt = given.moment.nullish();
const region = z
  .string()
  .max(100)
  .regex(/^((AM|PV|LD)\d{2}|GM\d{4}|[a-z][a-z-]+)$/);

export const trajectory = z.object({
  trajectnummer: key,
  soort: text,
  doelgroep: text.nullish(),
  /** A slug of ours; anything else, such as a number of somebody, would become an id. */
  programma: key.regex(/^[a-z][a-z0-9-]+$/).nullish(),
  regio: region.nullish(),
  coachnummer: key.nullish(),
  begonnenOp: day,
  beeindigdOp: day.nullish(),
  uitkomst: text.nullish(),
  vouchers: list(z.object({ uitgever: key, nummer: key }), 100).nullish(),
  bijgewerktOp: changedAt,
});

/** Its place in the caseload. */
export const placeOfTrajectory = trajectory.pick({ trajectnummer: true, begonnenOp: true });

export const arrangement = z.object({
  arrangementnummer: key,
  programma: trajectory.shape.programma,
  soort: text,
  werkgeversgrootte: text.nullish(),
  leeftijdsgroep: text.nullish(),
  begonnenOp: day,
});

export const offer = z.object({
  code: key,
  naam: text.min(1),
  doelgroepen: list(text),
  sectoren: list(text),
  regios: list(text),
  leeftijdVanaf: int.nullish(),
  leeftijdTot: int.nullish(),
  openVanaf: day.nullish(),
  openTot: day.nullish(),
  plaatsenOverPercentage: int.min(0).max(100).nullish(),
  aanvraagadres: text.refine((address) => httpsOrNull(address) !== null).nullish(),
  bijgewerktOp: changedAt,
});

const number = z.string().regex(/^\d{9}$/);

export const coachedPerson = z.object({
  nummer: number,
  /** Each is a `trajectory`. */
  trajecten: given.unread(1_000),
});

export const personOfTrajectory = z.object({ trajectnummer: key, nummer: number });

/** Any JSON object will do. */
export const status = z.looseObject({});

export type Trajectory = z.output<typeof trajectory>;
export type Arrangement = z.output<typeof arrangement>;
export type Offer = z.output<typeof offer>;
