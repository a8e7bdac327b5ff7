import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HoldBook } from '../support/hold-book.ts';
import { startForJourney, type JourneyProduct } from '../support/journey-product.ts';
import { CaseStory, openDesk, type Desk } from './case-story.ts';
import { Person } from './client.ts';
import { Instruments } from './instruments.ts';
import { applicantOf } from './neighbours.ts';
import { inOrder, standsAt } from './race.ts';
import { RACES_OF_APPLICANTS } from './races-of-applicants.ts';
import { RACES_OF_OFFICERS } from './races-of-officers.ts';
import type { Meeting, Race } from './races.ts';

const RACES = [...RACES_OF_APPLICANTS, ...RACES_OF_OFFICERS];

const PEOPLE = RACES.flatMap((_, row) => [2 * row, 2 * row + 1]).map((serial) =>
  applicantOf('online', 'EXISTING_PERMIT', serial),
);
const book = new HoldBook();
let product: JourneyProduct;
let local: Instruments;
let desk: Desk;
let acceptor2: Person;
beforeAll(async () => {
  product = await startForJourney(undefined, {
    faults: book,
    crowd: PEOPLE.flatMap(({ people }) => people),
  });
  local = new Instruments(product.origin);
  desk = await openDesk(product.origin);
  acceptor2 = await Person.signIn(product.origin, 'acceptor-2');
});
afterAll(() => product.stop());

/** A case of somebody's own, at the moment at which the two meet. */
async function meet({ before }: Race, serial: number): Promise<Meeting> {
  const applicant = PEOPLE[serial];
  if (!applicant) throw new RangeError(`Nobody has the serial ${serial}`);
  const story = await CaseStory.begin(local, desk, applicant);
  const draftVersion = (await before(story, local, desk)) ?? 0;
  const { version } = await story.application();
  return { story, desk, acceptor2, version, draftVersion };
}

const stateOf = (machine: string) => (machine === 'SUCCEEDED' ? undefined : machine);

describe.each(RACES.map((race, row) => ({ race, row, name: race.name })))('$name', ({ race, row }) => {
  it('leave one outcome when the first of them comes first', async () => {
    const meeting = await meet(race, 2 * row);
    const [first, second] = race.acts(meeting);
    const { answers, ...expected } = race.ways[0];

    const answered = await inOrder(book, first, second);

    const stands = await standsAt(local, desk.auditor, meeting.story.id, stateOf(expected.machine));
    expect(answered).toEqual(answers);
    expect(stands).toEqual(expected);
  });

  it('leave one outcome when the second of them comes first', async () => {
    const meeting = await meet(race, 2 * row + 1);
    const [first, second] = race.acts(meeting);
    const { answers, ...expected } = race.ways[1];

    const answered = await inOrder(book, second, first);

    const stands = await standsAt(local, desk.auditor, meeting.story.id, stateOf(expected.machine));
    expect(answered).toEqual(answers);
    expect(stands).toEqual(expected);
  });
});
