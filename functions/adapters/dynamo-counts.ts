import * as z from 'zod';
import { addMonths } from '../domain/instant.ts';
import type { DayCounts } from '../domain/statistics.ts';
import { dailyCounts, sumOf, type Counts } from '../domain/statistics-count.ts';
import type { CaseChange } from '../ports/case-records.ts';
import type { StatisticsStore } from '../ports/registers.ts';
import type { Change } from './dynamo-change.ts';
import { countsPk, KEYS, UNDER } from './dynamo-keys.ts';
import type { DynamoTable } from './dynamo-table.ts';

/** Items a day: so many cases can be written in the same moment without a conflict over the counters. */
const SHARDS = 16;

const CountsItem = z.looseObject({ sk: z.string() });

/** What the events of an act add to the counters of their day, to be written with them. */
export function planCounts({ previous, next, events }: CaseChange): Change[] {
  return [...dailyCounts(previous, events)].map(([day, counts]) => ({
    kind: 'update',
    key: KEYS.counts(day, shardOf(next.id)),
    set: {
      text: `ADD ${Object.keys(counts)
        .map((name) => `#${name} :${name}`)
        .join(', ')}`,
      values: counts,
    },
  }));
}

/** The counters, read month by month and added up over their shards. */
export function createDynamoStatistics(table: DynamoTable): StatisticsStore {
  return {
    async days(from, to) {
      const months = await Promise.all(
        monthsBetween(from, to).map((month) => table.under(countsPk(month), UNDER.day, CountsItem)),
      );
      const byDay = Map.groupBy(months.flat(), ({ sk }) => sk.slice(UNDER.day.length).slice(0, 10));
      const days = [...byDay].map(([day, items]): DayCounts => ({
        day,
        counts: sumOf(items.map(countersOf)),
      }));
      return days.filter(({ day }) => from <= day && day <= to).toSorted((a, b) => (a.day < b.day ? -1 : 1));
    },
  };
}

function countersOf(item: Readonly<Record<string, unknown>>): Counts {
  return Object.fromEntries(
    Object.entries(item).flatMap(([name, value]) => (typeof value === 'number' ? [[name, value]] : [])),
  );
}

function monthsBetween(from: string, to: string): string[] {
  const months: string[] = [];
  for (let day = `${from.slice(0, 7)}-01`; day <= to; day = addMonths(day, 1)) months.push(day.slice(0, 7));
  return months;
}

/** The last characters of a ULID are random. */
function shardOf(caseId: string): number {
  return (caseId.codePointAt(caseId.length - 1) ?? 0) % SHARDS;
}
