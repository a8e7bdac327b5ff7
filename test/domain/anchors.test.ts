import { describe, expect, it } from 'vitest';
import { BUNDLED_EDITIONS } from '../../functions/domain/bundled-calendar.ts';
import { lastPublishedYear, makeCalendar } from '../../functions/domain/calendar.ts';
import { alarmInputOf, clockFrom } from '../../functions/domain/case-clock.ts';
import { citizenIdDefects } from '../../functions/domain/citizen-id.ts';
import { isDivisionCode, PROVINCES } from '../../functions/domain/division.ts';
import { isDay, toMillis } from '../../functions/domain/instant.ts';
import { mobileNumberDefects } from '../../functions/domain/mobile-number.ts';
import { RegistrationRow } from '../../functions/domain/registration-chain.ts';
import { searchTermOf } from '../../functions/domain/search-term.ts';
import { CLOCK } from '../support/builders.ts';
import { aSubmission } from '../support/case-changes.ts';

const codeOf = (call: () => unknown): unknown => {
  try {
    return call();
  } catch (error) {
    return (error as { code?: string }).code ?? error;
  }
};

describe('a number with something before or after it', () => {
  it.each(['913800000001', '138000000012', '1380000000', '8613800000001x', '12800000001'])(
    'is no mobile number: %s',
    (text) => {
      expect(mobileNumberDefects(text)).toEqual([{ pointer: '', code: 'MOBILE_NUMBER' }]);
    },
  );

  it.each(['13800000001', '8613800000001', '+8613800000001', '008613800000001'])(
    'is a mobile number: %s',
    (text) => {
      expect(mobileNumberDefects(text)).toEqual([]);
    },
  );

  it.each(['1331123', '331123x', '33112', '3311230011', 'x331123001'])('is no division: %s', (code) => {
    expect(isDivisionCode(code)).toBe(false);
  });

  it.each([
    '2026-03-02T10:00:00+08:00x',
    'x2026-03-02T10:00:00+08:00',
    '2026-03-02T10:00:00',
    '2026-03-02',
    '2026-02-30T10:00:00+08:00',
    '2026-03-02T25:00:00+08:00',
    '2026-03-02T10:00:00.1234567890+08:00',
  ])('is no instant: %s', (text) => {
    expect(() => toMillis(text)).toThrow(RangeError);
  });

  it.each(['12026-03-02', '2026-03-02x', '2026-3-02', '2026-02-29', ''])('is no day: %s', (text) => {
    expect(isDay(text)).toBe(false);
  });

  it.each([
    'x330327199102140017',
    '3303271991021400177',
    'x1.2.156.3005.2.11330000000000000199001.A.B.001.X',
    '1.2.156.3005.2.11330000000000000199001.A.B.001.X!',
  ])('is nothing to look for: %s', (text) => {
    expect(codeOf(() => searchTermOf(text))).toBe('SEARCH_TERM');
  });

  it('is no identity number', () => {
    const codes = ['1330327199102140017', '33032719910214001', 'x30327199102140017'].map((text) =>
      citizenIdDefects(text, '2026-03-02').map(({ pointer, code }) => `${pointer}${code}`),
    );

    expect(codes).toEqual([
      ['CITIZEN_ID_LENGTH', 'CITIZEN_ID_BIRTH_DATE_FUTURE'],
      ['CITIZEN_ID_LENGTH'],
      ['CITIZEN_ID_CHARACTERS'],
    ]);
  });

  it.each([
    [
      {
        divisionCode: '331123',
        registeredOn: '2026-01-01',
        endedOn: '2026-02-01',
        townshipCode: '331123001',
      },
      true,
    ],
    [{ divisionCode: '3311231', registeredOn: '2026-01-01' }, false],
    [{ divisionCode: 'x331123', registeredOn: '2026-01-01' }, false],
    [{ divisionCode: '331123', registeredOn: '2026-01-01', townshipCode: '3311230011' }, false],
    [{ divisionCode: '331123', registeredOn: '2026-01-01', townshipCode: 'x331123001' }, false],
  ])('is no registration: %j', (row, taken) => {
    expect(RegistrationRow.safeParse(row).success).toBe(taken);
  });
});

describe('the clock of a case', () => {
  const hours = { opensAt: '08:30', closesAt: '17:30' };
  const calendar = makeCalendar(BUNDLED_EDITIONS);

  it('names the editions it rests on', () => {
    expect(clockFrom(calendar, '2026-03-02T10:00:00+08:00', hours).editions).toEqual([
      expect.stringMatching(/^[0-9a-f]{64}$/u),
    ]);
    expect(lastPublishedYear(makeCalendar(BUNDLED_EDITIONS.toReversed()))).toBe(2026);
  });

  it('alarms by the last submission, then by the acceptance, then no more', () => {
    const { next } = aSubmission();

    expect(alarmInputOf(next)).toEqual({ stage: 'acceptance', receivedAt: next.submittedAt });
    expect(alarmInputOf({ ...next, position: 'in-review', clock: CLOCK })).toEqual({
      stage: 'review',
      acceptedAt: CLOCK.acceptedAt,
    });
    expect(alarmInputOf({ ...next, position: 'issued', clock: CLOCK })).toBeUndefined();
  });
});

it('the provinces are listed by their codes', () => {
  const codes = PROVINCES.map(({ code }) => code);

  expect(codes).toEqual(codes.toSorted());
  expect(codes[0]).toMatch(/^11/u);
});
