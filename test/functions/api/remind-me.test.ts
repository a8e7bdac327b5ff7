import { beforeEach, describe, expect, it } from 'vitest';
import { remindMe } from '../../../functions/api/remind-me.ts';
import type { PopulationFacts } from '../../../functions/domain/person.ts';
import { CHEN, CHENS_FACTS } from '../../support/builders.ts';
import { FakeWorld } from '../../support/fake-world.ts';
import { signedIn } from '../../support/signed-in.ts';

let world: FakeWorld;
beforeEach(() => {
  world = new FakeWorld();
});

const registeredSince = (registeredOn: string, more: Partial<PopulationFacts> = {}) =>
  world.outside.people.set(CHEN.citizenIdNumber, {
    ...CHENS_FACTS,
    registrations: [{ divisionCode: '331123', address: '妙高街道', registeredOn }],
    ...more,
  });
const ask = async (
  phone?: string,
  recognitionType: 'REGISTRATION_TIME' | 'EXISTING_PERMIT' = 'REGISTRATION_TIME',
) =>
  remindMe.run(world, {
    path: undefined,
    query: undefined,
    body: { recognitionType, ...(phone !== undefined && { phone }) },
    caller: await signedIn(world),
  });

describe('“tell me the day I qualify”', () => {
  it('computes the day from the register and keeps only whose it is, the number and the day', async () => {
    registeredSince('2025-12-20');

    const { status, body } = await ask('139 0000 0009');

    expect(status).toBe(201);
    expect(body).toEqual({ remindOn: '2026-06-20', phone: '139****0009' });
    expect(world.given('reminders.set')).toEqual([
      [
        {
          kind: 'qualifies',
          ownerKey: (await signedIn(world)).sub,
          day: '2026-06-20',
          phone: '13900000009',
        },
      ],
    ]);
  });

  it('takes the number of the sign-in where none is given, and replaces what was asked before', async () => {
    registeredSince('2025-12-20');
    await ask('13900000009');
    registeredSince('2026-01-10');

    await ask();

    expect(await world.reminders.due('2026-06-20')).toEqual([]);
    expect(await world.reminders.due('2026-07-10')).toMatchObject([{ phone: CHEN.mobilePhone }]);
  });

  it.each([
    ['whose time is full', '2025-07-01', {}, 'QUALIFIES_ALREADY'],
    ['who lives nowhere by the register', '2025-12-20', { registrations: [] }, 'NO_DAY_TO_WAIT_FOR'],
    ['whose household is in the county', '2025-12-20', { householdDivision: '331123' }, 'NO_DAY_TO_WAIT_FOR'],
  ] as const)('promises nothing to a person %s', async (_who, since, more, code) => {
    registeredSince(since, more);

    await expect(ask()).rejects.toMatchObject({ code });

    expect(world.order('reminders.set')).toEqual([]);
  });

  it('has no day for somebody whose permit has ended, and nothing to wait for where it is in force', async () => {
    registeredSince('2025-12-20', { permits: [] });
    await expect(ask(undefined, 'EXISTING_PERMIT')).rejects.toMatchObject({ code: 'NO_DAY_TO_WAIT_FOR' });
    registeredSince('2025-12-20');

    await expect(ask(undefined, 'EXISTING_PERMIT')).rejects.toMatchObject({ code: 'QUALIFIES_ALREADY' });
  });

  it('refuses a wrong number before it asks the register', async () => {
    registeredSince('2025-12-20');

    await expect(ask('12')).rejects.toMatchObject({
      defects: [{ pointer: '/phone', code: 'MOBILE_NUMBER' }],
    });

    expect(world.order('population.lookUp')).toEqual([]);
  });
});
