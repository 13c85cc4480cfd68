import { z } from 'zod';
import { demoSecretOf } from '../demo-secrets.ts';
import { RouteError, startJsonPartner } from '../json-partner.ts';
import type { JsonPartner, Route } from '../json-partner.ts';
import { createMembership, MEMBERSHIP_PATH } from '../membership.ts';
import { CASE_SYSTEM_IDS } from '../world/trajectories.ts';
import type { CaseSystemId } from '../world/trajectories.ts';
import type { World } from '../world/world.ts';
import { caseRecordsOf, newestFirst } from './case-records.ts';
import type { CaseRecords } from './case-records.ts';
import { arrangementRecordsOf, placeOf } from './arrangement-records.ts';
import { offersOf } from './offers.ts';

/** A Leerwerkloket is run by public bodies; the coaches of a fund's project may not know citizen numbers. */
const MAY_HOLD_NUMBERS: Readonly<Record<CaseSystemId, boolean>> = {
  'leerwerkloket-stedenvierkant': true,
  'vakmanschap-coaches': false,
};

const numbers = z.array(z.string()).max(10_000);
const byNumber = z.strictObject({ trajectnummers: numbers });
const byPerson = z.strictObject({ nummers: numbers });
const byVoucher = z.strictObject({
  vouchers: z.array(z.strictObject({ uitgever: z.string(), nummer: z.string() })).max(10_000),
});
const caseload = z.strictObject({
  na: z.strictObject({ begonnenOp: z.string(), trajectnummer: z.string() }).optional(),
  aantal: z.int().min(1).max(250),
});

const arrangements = z.strictObject({
  na: z.strictObject({ begonnenOp: z.string(), arrangementnummer: z.string() }).optional(),
  aantal: z.int().min(1).max(1_000),
});

/** Starts one case system of the demo. */
export async function startCaseSystem(
  world: World,
  { id, port }: { readonly id: string; readonly port: number },
): Promise<JsonPartner> {
  const system = CASE_SYSTEM_IDS.find((one) => one === id);
  if (system === undefined) throw new Error(`Cannot start case system "${id}": the demo has none`);
  const mayHoldNumbers = MAY_HOLD_NUMBERS[system];
  const records = caseRecordsOf(world, system, mayHoldNumbers);
  return startJsonPartner({
    id,
    kind: 'guidance',
    port,
    ...(mayHoldNumbers && {
      client: {
        clientId: 'vakgraaf',
        clientSecret: demoSecretOf('LEERWERKLOKET_CLIENT_SECRET') ?? '',
      },
    }),
    routes: {
      ...routesOf(records),
      ...(mayHoldNumbers ? personRoutesOf(id, records) : REFUSING),
      ...arrangementRoutesOf(world, system),
      'GET /v1/aanbod': () => ({ aanbod: offersOf(system, world.date) }),
      'GET /v1/status': () => ({ status: 'ok' }),
    },
  });
}

function routesOf({ trajecten }: CaseRecords): Readonly<Record<string, Route>> {
  return {
    'POST /v1/trajecten/op-nummer': (body) => {
      const { trajectnummers } = byNumber.parse(body);
      const wanted = new Set(trajectnummers);
      return { trajecten: trajecten.filter((one) => wanted.has(one.trajectnummer)) };
    },
    'POST /v1/trajecten/op-voucher': (body) => {
      const wanted = new Set(byVoucher.parse(body).vouchers.map(textOf));
      const found = trajecten.filter(({ vouchers }) =>
        vouchers.some((voucher) => wanted.has(textOf(voucher))),
      );
      return { trajecten: found };
    },
    'POST /v1/caseload': (body) => {
      const { na, aantal } = caseload.parse(body);
      const rest = trajecten.filter((one) => na === undefined || newestFirst(na, one) < 0);
      return { trajecten: rest.slice(0, aantal) };
    },
  };
}

/** None for a system without arrangements, which then knows no such address. */
function arrangementRoutesOf(world: World, system: CaseSystemId): Readonly<Record<string, Route>> {
  const records = arrangementRecordsOf(world, system);
  if (records === null) return {};
  return {
    'POST /v1/arrangementen': (body) => {
      const { na, aantal } = arrangements.parse(body);
      const rest = records.filter(
        (one) => na === undefined || newestFirst(placeOf(na), placeOf(one)) < 0,
      );
      return { arrangementen: rest.slice(0, aantal) };
    },
  };
}

function personRoutesOf(
  id: string,
  { nummers, perNummer }: CaseRecords,
): Readonly<Record<string, Route>> {
  return {
    [`POST ${MEMBERSHIP_PATH}`]: createMembership(id, perNummer.keys()),
    'POST /v1/trajecten/op-persoon': (body) => ({
      personen: byPerson.parse(body).nummers.flatMap((nummer) => {
        const trajecten = perNummer.get(nummer);
        return trajecten === undefined ? [] : [{ nummer, trajecten }];
      }),
    }),
    'POST /v1/trajecten/personen': (body) => ({
      personen: byNumber.parse(body).trajectnummers.flatMap((trajectnummer) => {
        const nummer = nummers.get(trajectnummer);
        return nummer === undefined ? [] : [{ trajectnummer, nummer }];
      }),
    }),
  };
}

const rejectLookup: Route = () => {
  throw new RouteError(403, 'deze organisatie kent geen personen');
};

const REFUSING: Readonly<Record<string, Route>> = {
  'POST /v1/trajecten/op-persoon': rejectLookup,
  'POST /v1/trajecten/personen': rejectLookup,
};

function textOf({ uitgever, nummer }: { readonly uitgever: string; readonly nummer: string }) {
  return `${uitgever}:${nummer}`;
}
