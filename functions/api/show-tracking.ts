import * as z from 'zod';
import { trackingForm } from '../casework/tracking-page.ts';
import { endpoint } from '../runtime/endpoint.ts';

/** GET /tracking. The form by which anybody looks up an application; a page that works without script. */
export const showTracking = endpoint({
  route: 'show-tracking',
  summary: 'The form to look up an application, as a page',
  success: { status: 200, body: z.null() },
  pages: {
    success: (_nothing, language) => trackingForm(language),
    problem: (problem, language) => trackingForm(language, '', problem),
  },
  async run() {
    return { status: 200, body: null };
  },
});
