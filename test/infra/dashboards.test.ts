import { beforeAll, describe, expect, it } from 'vitest';
import { SCHEDULES } from '../../functions/timetable.ts';
import { synthesise, type Synthesised } from './synthesised.ts';

let county: Synthesised;
beforeAll(async () => {
  county = await synthesise('cn-northwest-1');
});

/** The page's body as text, whatever is only known at deployment left out. */
function pageNamed(ending: string): string {
  const page = county
    .all('CloudWatch::Dashboard')
    .find(({ Properties }) => String(Properties['DashboardName']).endsWith(ending));
  return JSON.stringify(page?.Properties['DashboardBody'] ?? '');
}

describe('The dashboards', () => {
  it('are two: for the head of the office, and for the operators', () => {
    const names = county.all('CloudWatch::Dashboard').map(({ Properties }) => Properties['DashboardName']);

    expect(new Set(names)).toEqual(new Set(['huren-suichang-head', 'huren-suichang-operations']));
    expect(names).toHaveLength(2);
  });

  it('show the head what came in, what is done, how long it took and what needs a word', () => {
    const page = pageNamed('-head');

    for (const shown of ['ExecutionsStarted', 'ExecutionsSucceeded', 'ExecutionTime', 'breach', 'backlog'])
      expect(page).toContain(shown);
    expect(page).not.toContain('execution-failed');
  });

  it('show the operators every finding of every schedule', () => {
    const page = pageNamed('-operations');
    const codes = SCHEDULES.flatMap(({ finds }): readonly string[] => finds);

    expect(codes.filter((code) => !page.includes(code))).toEqual([]);
  });
});
