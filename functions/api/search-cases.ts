import * as z from 'zod';
import { findCases } from '../casework/find-cases.ts';
import { memberOf } from '../casework/staff-access.ts';
import { CaseSummary, caseSummary } from '../casework/views.ts';
import { maskCitizenId } from '../domain/citizen-id.ts';
import { maskName } from '../domain/person-name.ts';
import { searchTermOf } from '../domain/search-term.ts';
import { routeOf } from '../manifest.ts';
import { endpoint } from '../runtime/endpoint.ts';

const Found = CaseSummary.extend({
  /** Masked; enough to tell two people apart. */
  holder: z.strictObject({ fullName: z.string(), citizenIdNumber: z.string() }),
});

/**
 * GET /cases?q=. Exact search by application number, licence identifier, identity number, mobile number or name, by
 * keyed hashes only. Every case that is shown is noted as searched for; one’s own and one’s household’s are not shown.
 */
export const searchCases = endpoint({
  route: 'search-cases',
  summary: 'Find cases',
  query: z.strictObject({ q: z.string().trim().min(1).max(150) }),
  success: {
    status: 200,
    body: z.strictObject({
      cases: z.array(Found),
      /** Whether there are more than are shown; then look for something more exact than a name. */
      more: z.boolean(),
    }),
  },
  refusals: [422],
  async run(world, { query: { q }, caller }) {
    const member = await memberOf(world, caller, routeOf('search-cases').roles);
    const { cases, more } = await findCases(world, member, searchTermOf(q));
    return {
      status: 200,
      body: {
        cases: cases.map(({ record, details: { form } }) => ({
          ...caseSummary(record),
          holder: {
            fullName: maskName(form.fullName ?? ''),
            citizenIdNumber: maskCitizenId(form.citizenIdNumber ?? ''),
          },
        })),
        more,
      },
    };
  },
});
