import { describe, expect, it } from 'vitest';
import { Facts } from '../../functions/domain/facts.ts';
import { FormDraft } from '../../functions/domain/form.ts';
import { statisticsCsv } from '../../functions/domain/statistics.ts';

const minimal = { recognitionType: 'EXISTING_PERMIT' };
const known = (value: unknown, source = 'applicant-claim') => ({ value, source });

describe('the facts of an assessment', () => {
  const takes = (facts: object) => Facts.safeParse({ ...minimal, ...facts }).success;
  const permit = (more: object) => ({ existingPermits: known([{ status: 'NORMAL', ...more }]) });

  it.each<readonly [facts: object, taken: boolean]>([
    [{ recognitionType: 'REGISTRATION_TIME' }, true],
    [{ recognitionType: 'ANY' }, false],
    [{ origin: known('mainland', 'sign-in') }, true],
    [{ origin: known('hong-kong-macao-taiwan', 'document') }, true],
    [{ origin: known('foreign', 'provincial-registry') }, true],
    [{ origin: known('martian') }, false],
    [{ origin: known('mainland', 'hearsay') }, false],
    [{ registeredResidenceDivision: known('330102') }, true],
    [{ registeredResidenceDivision: known('3301021') }, false],
    [{ registeredResidenceDivision: known('x330102') }, false],
    [{ birthDate: known('1990-02-30') }, false],
    [{ grounds: [{ box: 'employment/LABOR_CONTRACT', evidence: 'claimed' }] }, true],
    [{ grounds: [{}] }, false],
    [{ townshipCode: known('331123001') }, true],
    [{ townshipCode: known('3311230011') }, false],
    [{ townshipCode: known('x331123001') }, false],
    [{ talentOrInvestor: { evidence: 'document' } }, true],
    [{ talentOrInvestor: {} }, false],
    [{ agent: { relationship: 'guardian', complete: true } }, true],
    [{ agent: { relationship: 'close-relative', complete: false } }, true],
    [{ agent: { relationship: 'neighbour', complete: true } }, false],
    [{ agent: {} }, false],
    [permit({ status: 'SUSPENDED' }), true],
    [permit({ status: 'TERMINATED' }), true],
    [permit({ status: 'CANCELLED' }), true],
    [permit({ status: 'UNKNOWN' }), true],
    [permit({ status: 'LOST' }), false],
    [permit({ issuerDivision: '330604' }), true],
    [permit({ issuerDivision: '3306041' }), false],
    [permit({ issuerDivision: 'x330604' }), false],
  ])('%j: %s', (facts, taken) => {
    expect(takes(facts)).toBe(taken);
  });

  it('keep what was said', () => {
    const facts = {
      ...minimal,
      grounds: [{ box: 'employment/LABOR_CONTRACT', evidence: 'claimed' }],
      talentOrInvestor: { evidence: 'none' },
      agent: { relationship: 'guardian', complete: true },
    };

    expect(Facts.parse(facts)).toEqual(facts);
  });
});

describe('a half-filled form', () => {
  const row = { divisionCode: '331123', registeredOn: '2025-07-01' };

  it('loses the blanks around a text', () => {
    expect(FormDraft.parse({ fullName: ' 陈晓宁 ' })).toEqual({ fullName: '陈晓宁' });
  });

  it.each<readonly [form: object, taken: boolean]>([
    [{ agent: { relationship: 'guardian' } }, true],
    [{ agent: { relationship: 'close-relative' } }, true],
    [{ agent: { relationship: 'neighbour' } }, false],
    [{ residenceRegistrations: [row] }, true],
    [{ residenceRegistrations: [{}] }, false],
    [{ residenceRegistrations: [{ ...row, x: 1 }] }, false],
    [{ residenceRegistrations: Array.from({ length: 50 }, () => row) }, true],
    [{ residenceRegistrations: Array.from({ length: 51 }, () => row) }, false],
    [{ proofs: { employment: ['OTHER', 'OTHER'] } }, false],
    [{ proofs: { employment: ['OTHER', 'SOCIAL_INSURANCE'] } }, true],
    [{ x: 1 }, false],
  ])('%j: %s', (form, taken) => {
    expect(FormDraft.safeParse(form).success).toBe(taken);
  });
});

describe('the table of the figures', () => {
  it('has its headings in words, and each counter under its own', () => {
    const counters = [
      'received',
      'received_online',
      'received_window',
      'type_EXISTING_PERMIT',
      'type_REGISTRATION_TIME',
      'ground_employment',
      'ground_residence',
      'ground_schooling',
      'accepted',
      'deemedAccepted',
      'correctionAsked',
      'corrected',
      'issued',
      'refused',
      'notAccepted',
      'lapsed',
      'withdrawn',
      'inTime',
      'late',
      'timeUnknown',
      'hours_1',
      'hours_4',
      'hours_8',
      'hours_24',
      'hours_48',
      'hours_72',
      'hours_120',
      'hours_more',
      'window_answered',
      'window_oneVisit',
      'permit_restore',
    ];
    const counts = Object.fromEntries(counters.map((name, place) => [name, place + 1]));

    const [heading, day, sum] = statisticsCsv([{ day: '2026-03-02', counts }]).split('\r\n');

    expect(heading).toBe(
      '\uFEFF日期,收到,在线,窗口,现有证件互认,居住登记时间互认,合法稳定就业,合法稳定住所,连续就读,受理,视为受理,' +
        '要求补正,已补正,签发,不予互认,不予受理,逾期终止,撤回,按期办结,超期办结,期限未定,办理1小时以内,办理4小时以内,' +
        '办理8小时以内,办理24小时以内,办理48小时以内,办理72小时以内,办理120小时以内,办理时间更长,窗口首次答复,窗口一次办成,证照恢复',
    );
    expect(day).toBe(`2026-03-02,${counters.map((_, place) => place + 1).join(',')}`);
    expect(sum).toBe(`合计,${counters.map((_, place) => place + 1).join(',')}`);
  });

  it('names by its counter what is like a reason, and is none', () => {
    const names = ['xreason_OTHER', 'reason_NONE', 'overdue_'];
    const counts = Object.fromEntries(names.map((name) => [name, 1]));

    expect(statisticsCsv([{ day: '2026-03-02', counts }]).split('\r\n')[0]).toMatch(
      /,overdue_,reason_NONE,xreason_OTHER$/u,
    );
  });
});
