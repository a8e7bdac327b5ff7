import { describe, expect, it } from 'vitest';
import { BUNDLED_EDITIONS } from '../../functions/domain/bundled-calendar.ts';
import { makeCalendar, referenceOf, type CalendarEdition } from '../../functions/domain/calendar.ts';
import { clockMove, isProvisional } from '../../functions/domain/calendar-change.ts';
import {
  type MaterialDeclaration,
  checkDeclaration,
  withoutReplaced,
} from '../../functions/domain/material.ts';
import { messageOfSerial, messageSerial, reminderSerial } from '../../functions/domain/message-serial.ts';
import { aSubmission } from '../support/case-changes.ts';

describe('the serial of a message', () => {
  it('names the case, the occasion and the event with which it came to be owed', () => {
    const owed = { caseId: '01JABC', event: 'not-accepted', owedSince: 12 } as const;

    expect(messageSerial(owed)).toBe('01JABC-not-accepted-12');
    expect(messageOfSerial('01JABC-not-accepted-12')).toEqual(owed);
    expect(messageOfSerial('01JABC-received-120')).toEqual({
      caseId: '01JABC',
      event: 'received',
      owedSince: 120,
    });
  });

  it.each([
    'nothing',
    '01JABC-received-0',
    '01JABC-received-1x',
    '01JABC-birthday-1',
    '!01JABC-received-1',
    '01JABC-received-1-',
    'Stryker was here!',
  ])('is none: %s', (serial) => {
    expect(messageOfSerial(serial)).toBeUndefined();
  });

  it('of a reminder names its case, or a hash of the person, and its day', () => {
    const reminder = { kind: 'endorsement', ownerKey: 'abc', day: '2027-02-04', caseId: '01JABC' } as const;
    const { caseId: _case, ...ofPerson } = { ...reminder, kind: 'qualifies' } as const;

    expect(reminderSerial(reminder)).toBe('01JABC-endorsement-20270204');
    expect(reminderSerial(ofPerson)).toBe('ba7816bf8f01cfea414140de5d-qualifies-20270204');
  });
});

describe('the place of a file', () => {
  const declared: MaterialDeclaration = {
    ground: 'employment',
    box: 'LABOR_CONTRACT',
    fileName: 'a.pdf',
    contentType: 'application/pdf',
    sizeBytes: 1000,
    sha256: 'a'.repeat(64),
  };
  const file = (ground: string, box: string, status: 'confirmed' | 'rejected' = 'confirmed') => ({
    ground,
    box,
    status,
  });
  const many = (count: number, one: ReturnType<typeof file>) => Array.from({ length: count }, () => one);

  it('takes ten files, whatever lies in the others', () => {
    const others = [...many(9, file('employment', 'OTHER')), ...many(9, file('residence', 'LABOR_CONTRACT'))];

    expect(checkDeclaration(declared, [...others, ...many(9, file('employment', 'LABOR_CONTRACT'))])).toEqual(
      [],
    );
    expect(checkDeclaration(declared, many(10, file('employment', 'LABOR_CONTRACT')))).toEqual([
      { pointer: '/box', code: 'MATERIALS_IN_SLOT', params: { max: 10 } },
    ]);
  });

  it('is refused with the limit that is broken', () => {
    const spread = ['OTHER', 'SOCIAL_INSURANCE', 'BUSINESS_LICENSE', 'AGRICULTURAL_CONTRACT'];

    expect(checkDeclaration({ ...declared, sizeBytes: 10 * 1024 * 1024 + 1 }, [])).toEqual([
      { pointer: '/sizeBytes', code: 'MATERIAL_TOO_LARGE', params: { maxMiB: 10 } },
    ]);
    expect(
      checkDeclaration(
        declared,
        spread.flatMap((box) => many(10, file('employment', box))),
      ),
    ).toEqual([{ pointer: '', code: 'MATERIALS_TOO_MANY', params: { max: 40 } }]);
    expect(checkDeclaration(declared, many(80, file('employment', 'LABOR_CONTRACT', 'rejected')))).toEqual([
      { pointer: '', code: 'MATERIALS_TOO_MANY', params: { max: 80 } },
    ]);
  });

  it('in a long list loses its rejected files to the next one, and nothing else', () => {
    const kept = [
      ...many(38, file('residence', 'OWNED_HOUSE', 'rejected')),
      file('employment', 'OTHER', 'rejected'),
      file('residence', 'LABOR_CONTRACT', 'rejected'),
      file('employment', 'LABOR_CONTRACT'),
    ];
    const replaced = file('employment', 'LABOR_CONTRACT', 'rejected');

    expect(withoutReplaced([...kept, replaced], declared)).toEqual(kept);
    expect(withoutReplaced([replaced], declared)).toEqual([replaced]);
    expect(withoutReplaced(many(39, replaced), declared)).toHaveLength(39);
    expect(withoutReplaced(many(40, replaced), declared)).toEqual([]);
  });
});

describe('a case that waits for a correction', () => {
  const HOURS = { opensAt: '08:30', closesAt: '17:30' };
  const newest = BUNDLED_EDITIONS.at(-1);
  const edition = (change: Partial<CalendarEdition>) => {
    if (!newest) throw new Error('No edition is bundled');
    return { ...newest, ...change };
  };
  const asked = {
    ...aSubmission().next,
    position: 'awaiting-correction',
    correctionAskedAt: '2026-03-02T10:00:00.000+08:00',
    correctBy: '2026-04-02T00:00:00.000+08:00',
    acceptBy: undefined,
  } as const;
  /** Wednesday, 1 April, the thirtieth day, is off. */
  const longer = edition({ offDays: [...edition({}).offDays, { date: '2026-04-01', name: '虚构假日' }] });

  it('gets a day more where the last day becomes a day off, by the edition of that year', () => {
    expect(clockMove(asked, makeCalendar([longer]), HOURS)).toEqual({
      type: 'clock-moved',
      from: { correctBy: '2026-04-02T00:00:00.000+08:00' },
      to: { correctBy: '2026-04-03T00:00:00.000+08:00' },
      editions: [referenceOf(longer).sha256],
    });
  });

  it('never has to correct earlier than was said, nor by a date that is not known to count from', () => {
    expect(clockMove(asked, makeCalendar(BUNDLED_EDITIONS), HOURS)).toBeUndefined();
    expect(
      clockMove({ ...asked, correctBy: '2026-05-01T00:00:00.000+08:00' }, makeCalendar([longer]), HOURS),
    ).toBeUndefined();
    expect(
      clockMove({ ...asked, correctionAskedAt: undefined }, makeCalendar([longer]), HOURS),
    ).toBeUndefined();
  });

  it('lacks no date', () => {
    expect(isProvisional(asked)).toBe(false);
  });

  it('once it has come, is given its date of acceptance by the editions behind it', () => {
    const corrected = { ...asked, position: 'submitted' } as const;

    expect(clockMove(corrected, makeCalendar(BUNDLED_EDITIONS), HOURS)).toMatchObject({
      from: {},
      to: { acceptBy: '2026-03-10T00:00:00.000+08:00' },
      editions: [expect.stringMatching(/^[0-9a-f]{64}$/u)],
    });
  });

  it('has ended: nothing of it is provisional', () => {
    expect(isProvisional({ ...asked, position: 'lapsed' })).toBe(false);
    expect(
      isProvisional({
        ...asked,
        position: 'refused',
        clock: { acceptedAt: asked.correctionAskedAt, editions: [] },
      }),
    ).toBe(false);
  });
});
