import * as z from 'zod';
import { trackCase, Tracking } from '../casework/track-case.ts';
import { trackingForm, trackingPage } from '../casework/tracking-page.ts';
import { endpoint } from '../runtime/endpoint.ts';

/**
 * POST /tracking. Where an application stands, without sign-in: by its number and the last four characters of the holder's
 * identity number; as JSON, or for a form as a page. A wrong number and wrong characters get the same answer, and ten guesses
 * in 15 minutes at a number that exists.
 */
export const trackApplication = endpoint({
  route: 'track-application',
  summary: 'Where an application stands, without sign-in',
  body: z.strictObject({
    applicationNumber: z.string().min(1).max(40),
    idLastFour: z.string().min(1).max(8),
  }),
  success: { status: 200, body: Tracking },
  refusals: [404],
  pages: {
    success: trackingPage,
    problem: (problem, language, sent) => trackingForm(language, sent['applicationNumber'], problem),
  },
  async run(world, { body }) {
    return { status: 200, body: await trackCase(world, body) };
  },
});
