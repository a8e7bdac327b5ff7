import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startForJourney, type JourneyProduct } from '../support/journey-product.ts';
import { Person } from './client.ts';
import { Instruments, statesOf } from './instruments.ts';
import { acceptedCase, alarmsAt } from './stories.ts';

let product: JourneyProduct;
let local: Instruments;
beforeAll(async () => {
  product = await startForJourney();
  local = new Instruments(product.origin);
});
beforeEach(() => local.reset());
afterAll(() => product.stop());

const signIn = (person: string): Promise<Person> => Person.signIn(product.origin, person);

const acceptedFor = async (holder: Person): Promise<string> =>
  acceptedCase(local, holder, await signIn('acceptor-1'));
const alarmsBy = async (id: string, instant: string): Promise<string[]> =>
  alarmsAt(local, await signIn('supervisor-1'), id, instant);

describe('a case that nobody takes up for weeks', () => {
  it('is looked at once for each alarm, on and on: when it has used up those it was told, it asks for more', async () => {
    const id = await acceptedFor(await signIn('time-1'));

    const raised = await alarmsBy(id, '2026-03-20T09:00:00+08:00');

    const states = statesOf(await local.history(id)).slice(3);
    expect(raised.slice(3)).toEqual(
      ['05', '06', '09', '10', '11', '12', '13', '16', '17', '18', '19', '20'].map(
        (day) => `03-${day}T08:30 overdue-reminder`,
      ),
    );
    expect(states).toEqual([
      ...Array.from({ length: 11 }, () => 'AwaitReview'),
      'ReadCase',
      'Route',
      ...Array.from({ length: 6 }, () => 'AwaitReview'),
    ]);
  });
});
