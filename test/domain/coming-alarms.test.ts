import { describe, expect, it } from 'vitest';
import { comingAlarms, type AlarmInput } from '../../functions/domain/alarms.ts';
import { BUNDLED_EDITIONS } from '../../functions/domain/bundled-calendar.ts';
import { makeCalendar } from '../../functions/domain/calendar.ts';

const calendar = makeCalendar(BUNDLED_EDITIONS);
const office = { opensAt: '08:30', closesAt: '17:30' };
const at = (text: string) => `${text}:00.000+08:00`;
const accepted = (text: string): AlarmInput => ({ stage: 'review', acceptedAt: at(text) });

describe('the alarms to come', () => {
  it('are the next ones in order, and after the breach the opening of each working day', () => {
    const coming = comingAlarms(accepted('2026-03-02T09:00'), calendar, office, at('2026-03-04T08:30'), 5);

    expect(coming).toEqual([
      at('2026-03-04T17:30'),
      at('2026-03-05T00:00'),
      at('2026-03-05T08:30'),
      at('2026-03-06T08:30'),
      at('2026-03-09T08:30'),
    ]);
  });

  it('are the openings of every day where the calendar is missing', () => {
    const coming = comingAlarms(accepted('2026-12-30T09:00'), calendar, office, at('2026-12-30T10:00'), 3);

    expect(coming).toEqual([at('2026-12-31T08:30'), at('2027-01-01T08:30'), at('2027-01-02T08:30')]);
  });
});
