import { z } from 'zod';
import { given } from '../kit/partners/checked-value.ts';

/**
 * The contract with UWV's system. It is our own, because UWV publishes none for this. JSON over HTTP with an
 * OAuth 2.0 bearer token (client credentials); citizen numbers only in bodies, never in an address.
 *
 * - `POST /v1/personen/zoek` `{ nummers, velden }` → `{ personen: [{ nummer, …velden }] }`;
 *   an unknown person is left out. `velden`: `uitkeringsperioden werkzoekendeProfiel dienstverbanden`.
 * - `POST /v1/werkzoekenden/zoek` `{ na?, aantal, gemeenten?, sbi?, uitkeringen?, peildatum?,
 *   beschikbaarOp? }` → `{ werkzoekenden: [{ inschrijfnummer, nummer }] }`: the registered job
 *   seekers by number of registration, after `na`; `aantal` is at most 250.
 * - `POST /v1/statistiek/personen` `{ peildatum, na?, aantal }` → `{ personen: [{ nummer, uitkering?, sbi }] }`: everyone
 *   who had a benefit up to that day or a job on it, by number, after `na`; `aantal` is at most 1000, and a page with
 *   fewer is the last. `uitkering` is `LOPEND` while one runs on that day, `BEEINDIGD` when all had ended; `sbi` is the
 *   industry of each job on that day. It serves statistics with a legal basis alone, and gives no more than they count.
 * - `GET /v1/status` → an object.
 * - The membership endpoint of `docs/membership.md`: it is asked about no other people than those whom it holds.
 *
 * Names follow the published matching standard (VUM) where it has one. Only these fields
 * are read: `indicatieLdrRegistratie` (a mark about health) may arrive and is dropped.
 */
const { day, int, key, list, text } = given;
const number = z.string().regex(/^\d{9}$/);
const changedAt = given.moment.nullish();

const benefit = z.object({
  uitkeringsnummer: key,
  soort: text,
  begindatum: day,
  einddatum: day.nullish(),
  redenEinde: text.nullish(),
  bijgewerktOp: changedAt,
});

const employment = z.object({
  dienstverbandnummer: key,
  sbi: z.object({ versie: text, code: text }).nullish(),
  begindatum: day,
  einddatum: day.nullish(),
  urenPerWeek: z.number().min(0).max(1_000).nullish(),
  bijgewerktOp: changedAt,
});

const profile = z.object({
  woongemeente: z
    .string()
    .regex(/^GM\d{4}$/)
    .nullish(),
  datumAanvangBeschikbaarVoorWerk: day.nullish(),
  aantalWerkurenPerWeekMinimaal: int.nullish(),
  aantalWerkurenPerWeekMaximaal: int.nullish(),
  codeWerkEnDenkniveauWerkzoekende: int.nullish(),
  bemiddelingsberoep: list(z.object({ omschrijving: text })).nullish(),
  sector: list(z.object({ codeSbi: text })).nullish(),
  vakvaardigheid: list(z.object({ codelijst: text, code: text })).nullish(),
  maximaleReistijd: int.nullish(),
  bijgewerktOp: changedAt,
});

export const person = z.object({
  nummer: number,
  uitkeringsperioden: list(benefit, 1_000).nullish(),
  werkzoekendeProfiel: profile.nullish(),
  dienstverbanden: list(employment, 1_000).nullish(),
});

export const jobseeker = z.object({ inschrijfnummer: key, nummer: number });

/** A person in a list for statistics. */
export const counted = z.object({
  nummer: number,
  uitkering: text.nullish(),
  sbi: list(text, 1_000).nullish(),
});

/** Any JSON object will do. */
export const status = z.looseObject({});

export type Benefit = z.output<typeof benefit>;
export type Employment = z.output<typeof employment>;
export type Profile = z.output<typeof profile>;
export type Person = z.output<typeof person>;
export type Counted = z.output<typeof counted>;
