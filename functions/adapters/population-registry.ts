import * as z from 'zod';
import { isDay } from '../domain/instant.ts';
import type { PopulationRegistry } from '../ports/outside.ts';
import type { IrsGateway } from './irs-gateway.ts';
import { PROVINCE_ROUTES } from './province-routes.ts';

const Day = z.string().refine(isDay, 'not a civil day');
const Division = z.string().regex(/^\d{6}$/u);

const Answer = z.object({
  code: z.string(),
  data: z
    .object({
      householdDivision: Division.exactOptional(),
      registrations: z.array(
        z.object({
          divisionCode: Division,
          address: z.string(),
          registeredOn: Day,
          endedOn: Day.exactOptional(),
        }),
      ),
      permits: z.array(
        z.object({
          permitNumber: z.string().min(1),
          issuedBy: Division,
          issuedOn: Day,
          status: z.enum(['NORMAL', 'SUSPENDED', 'TERMINATED', 'CANCELLED']),
          longTerm: z.boolean().exactOptional(),
        }),
      ),
      evidence: z.array(
        z.object({
          ground: z.enum(['employment', 'residence', 'schooling']),
          box: z.string(),
          found: z.boolean(),
        }),
      ),
      household: z.array(z.string()),
    })
    .nullish(),
});

/**
 * The province's population registry behind its API gateway. No interface document was found: path and fields are
 * assumed, modelled on what the rules ask of it.
 * @see docs/going-live.md
 */
export function createPopulationRegistry(gateway: IrsGateway): PopulationRegistry {
  return {
    async lookUp(citizenIdNumber) {
      const answer = await gateway.post({
        path: PROVINCE_ROUTES.populationFacts,
        body: { json: { citizenIdNumber } },
        repeatable: true,
      });
      const { code, data } = Answer.parse(answer);
      if (code !== '00' || !data) throw new Error(`The population registry answered ${code}`);
      return data;
    },
  };
}
