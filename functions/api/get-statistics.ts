import * as z from 'zod';
import { memberOf } from '../casework/staff-access.ts';
import { addMonths, isDay } from '../domain/instant.ts';
import { RuleError } from '../domain/rule-error.ts';
import { statisticsCsv, statisticsOf } from '../domain/statistics.ts';
import { routeOf } from '../manifest.ts';
import { endpoint } from '../runtime/endpoint.ts';

const Count = z.int();
const ByCode = z.record(z.string(), Count);
const CivilDay = z.string().refine(isDay);

const Figures = z.strictObject({
  received: z.strictObject({ total: Count, online: Count, window: Count }),
  types: ByCode,
  grounds: ByCode,
  accepted: Count,
  deemedAccepted: Count,
  correctionsAsked: Count,
  corrected: Count,
  endings: z.strictObject({
    issued: Count,
    refused: Count,
    notAccepted: Count,
    lapsed: Count,
    withdrawn: Count,
  }),
  limit: z.strictObject({ inTime: Count, late: Count, unknown: Count }),
  overdueReasons: ByCode,
  reasons: ByCode,
  hoursToDecision: z.array(z.strictObject({ upTo: z.int().nullable(), cases: Count })),
  singleVisit: z.strictObject({ answered: Count, once: Count, rate: z.number().nullable() }),
  permits: z.strictObject({ suspended: Count, restored: Count, revoked: Count }),
});

/**
 * GET /statistics?from=&to=. Figures of a period of at most 12 months, both days included, from counters that are written
 * with the events they count; as JSON, or day by day with `Accept: text/csv`. No case and no person is named.
 */
export const getStatistics = endpoint({
  route: 'get-statistics',
  summary: 'Statistics',
  query: z.strictObject({ from: CivilDay, to: CivilDay }),
  success: {
    status: 200,
    body: z.strictObject({
      from: z.string(),
      to: z.string(),
      total: Figures,
      days: z.array(z.strictObject({ day: z.string(), counts: ByCode })),
      /** How often each grade was given, 1 the best; of all time, since ratings are kept apart from cases and days. */
      ratings: ByCode,
    }),
  },
  csv: ({ days }) => statisticsCsv(days),
  async run(world, { query: { from, to }, caller }) {
    await memberOf(world, caller, routeOf('get-statistics').roles);
    if (to < from || to > addMonths(from, 12)) {
      throw new RuleError('MALFORMED', [{ pointer: '/query/to', code: 'PERIOD' }]);
    }
    const [days, ratings] = await Promise.all([world.statistics.days(from, to), world.ratings.tally()]);
    const total = statisticsOf(days);
    return {
      status: 200,
      body: {
        from,
        to,
        total: { ...total, hoursToDecision: [...total.hoursToDecision] },
        days: days.map(({ day, counts }) => ({ day, counts: { ...counts } })),
        ratings: { ...ratings },
      },
    };
  },
});
