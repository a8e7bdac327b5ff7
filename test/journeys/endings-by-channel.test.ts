import { afterAll, beforeAll, describe, it } from 'vitest';
import { startForJourney, type JourneyProduct } from '../support/journey-product.ts';
import { CaseStory, openDesk, type Desk } from './case-story.ts';
import { COURSES, isOpenTo } from './courses.ts';
import { Instruments } from './instruments.ts';
import { applicantOf, CHANNELS } from './neighbours.ts';
import { leftBy, whatIsLeft } from './what-is-left.ts';

/** Each course by each channel that can take it; the two types take turns, so that both meet every course and channel. */
const STORIES = COURSES.flatMap((course, row) =>
  CHANNELS.filter((channel) => isOpenTo(course, channel)).map((channel, column) => {
    const type = (row + column) % 2 === 0 ? 'EXISTING_PERMIT' : 'REGISTRATION_TIME';
    return { course, applicant: applicantOf(channel, type, row * CHANNELS.length + column) };
  }),
);

let product: JourneyProduct;
let local: Instruments;
let desk: Desk;
beforeAll(async () => {
  const crowd = STORIES.flatMap(({ applicant }) => applicant.people);
  product = await startForJourney(undefined, { crowd });
  local = new Instruments(product.origin);
  desk = await openDesk(product.origin);
});
afterAll(() => product.stop());

describe.concurrent('a case that comes in by every channel', () => {
  it.for(STORIES)(
    '$course.name: $applicant.channel, $applicant.type',
    async ({ course, applicant }, { expect }) => {
      const story = await CaseStory.begin(local, desk, applicant);

      await course.run(story);

      const left = await whatIsLeft(local, desk.auditor, story);
      expect(left).toEqual(leftBy(course, applicant));
    },
  );
});
