import { afterAll, beforeAll, describe, it } from 'vitest';
import { startForJourney, type JourneyProduct } from '../support/journey-product.ts';
import { CaseStory, openDesk, type Desk } from './case-story.ts';
import { COURSES, isOpenTo } from './courses.ts';
import { Instruments } from './instruments.ts';
import { applicantOf, CHANNELS, type RecognitionType } from './neighbours.ts';
import { leftBy, whatIsLeft } from './what-is-left.ts';

/**
 * Tries each course by each channel that can take it, and looks at everything that is left of it.
 * @param types of the two kinds of recognition, the one for the first course by the first channel first: they take turns,
 *   so that both meet every course and every channel
 */
export function everyEnding(types: readonly [RecognitionType, RecognitionType]): void {
  const stories = COURSES.flatMap((course, row) =>
    CHANNELS.filter((channel) => isOpenTo(course, channel)).map((channel, column) => {
      const type = (row + column) % 2 === 0 ? types[0] : types[1];
      return { course, applicant: applicantOf(channel, type, row * CHANNELS.length + column) };
    }),
  );
  let product: JourneyProduct;
  let local: Instruments;
  let desk: Desk;
  beforeAll(async () => {
    const crowd = stories.flatMap(({ applicant }) => applicant.people);
    product = await startForJourney(undefined, { crowd });
    local = new Instruments(product.origin);
    desk = await openDesk(product.origin);
  });
  afterAll(() => product.stop());

  describe.concurrent('a case that comes in by every channel', () => {
    it.for(stories)(
      '$course.name: $applicant.channel, $applicant.type',
      async ({ course, applicant }, { expect }) => {
        const story = await CaseStory.begin(local, desk, applicant);

        await course.run(story);

        const left = await whatIsLeft(local, desk.auditor, story);
        expect(left).toEqual(leftBy(course, applicant));
      },
    );
  });
}
