import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createPopulationRegistry } from '../../../functions/adapters/population-registry.ts';
import { json } from '../../../infra/local/province/answers.ts';
import { gatewayTo, idNumberOf, serveProvince, type ServedProvince } from '../../support/province-server.ts';

let here: ServedProvince;

beforeEach(async () => {
  here = await serveProvince();
});
afterEach(() => here.close());

const lookUp = (citizenIdNumber: string) => createPopulationRegistry(gatewayTo(here)).lookUp(citizenIdNumber);

describe('the population registry', () => {
  it('tells household, registrations in all counties, permits and shared evidence of a person', async () => {
    const facts = await lookUp(idNumberOf(here, 'time-1'));

    expect(facts).toEqual({
      householdDivision: '520103',
      registrations: [
        {
          divisionCode: '330106',
          address: '浙江省杭州市西湖区文三路9001号',
          registeredOn: '2025-03-01',
          endedOn: '2025-10-15',
        },
        {
          divisionCode: '331123',
          address: '浙江省丽水市遂昌县妙高街道北街9003号',
          registeredOn: '2025-10-16',
        },
      ],
      permits: [],
      evidence: [{ ground: 'employment', box: 'LABOR_CONTRACT', found: true }],
      household: [],
    });
  });

  it('names the household by identity numbers, officers too', async () => {
    expect((await lookUp(idNumberOf(here, 'officer-household'))).household).toEqual([
      idNumberOf(here, 'reviewer-1'),
    ]);
  });

  it('marks an old long-term card', async () => {
    expect((await lookUp(idNumberOf(here, 'permit-long-term'))).permits).toMatchObject([
      { issuedOn: '2016-06-20', longTerm: true },
    ]);
  });

  it('knows nothing of somebody it never heard of, and says so with empty lists', async () => {
    expect(await lookUp('330106199001019990')).toEqual({
      registrations: [],
      permits: [],
      evidence: [],
      household: [],
    });
  });

  it('is a fault when the registry refuses or answers something else', async () => {
    await expect(lookUp('nonsense')).rejects.toThrow('The population registry answered 4000');
    await here.close();
    here = await serveProvince({ around: async () => json(200, { code: '00', data: { permits: 'none' } }) });

    await expect(lookUp('330106199001019990')).rejects.toMatchObject({ name: 'ZodError' });
  });
});
