import { describe, expect, it } from 'vitest';
import { findingInWords, verdictInWords } from '../../functions/domain/finding-words.ts';
import { FINDING_RULES, type FindingId } from '../../functions/domain/finding.ts';
import { factsToCome, PreCheck, prospectsOf } from '../../functions/domain/pre-check.ts';
import { reminderText } from '../../functions/domain/reminder.ts';
import { County } from '../../functions/domain/county.ts';
import suichang from '../../infra/counties/suichang.json' with { type: 'json' };
import { day, rules } from './eligibility-builder.ts';

const check = (asked: unknown) => prospectsOf(PreCheck.parse(asked), rules, day);

describe('the pre-check', () => {
  it('answers somebody who says nothing at all, for both types, and holds nothing against them', () => {
    const prospects = check({});

    const results = prospects.flatMap(({ findings }) => findings.map(({ result }) => result));
    expect(prospects.map(({ verdict }) => verdict)).toEqual(['cannot-tell', 'cannot-tell']);
    expect(prospects.map(({ recognitionType }) => recognitionType).toSorted()).toEqual([
      'EXISTING_PERMIT',
      'REGISTRATION_TIME',
    ]);
    expect(results).not.toContain('not-met');
  });

  it('names every fact of a day to come, the day of application itself not among them', () => {
    const asked = PreCheck.parse({
      birthDate: '2200-01-01',
      registrations: [
        { divisionCode: '331123', registeredOn: '2026-11-20' },
        { divisionCode: '331123', registeredOn: '2026-11-21' },
      ],
      existingPermits: [{ issuedOn: '2031-05-05' }],
    });
    const today = PreCheck.parse({ birthDate: '2026-11-20', existingPermits: [{}] });

    expect(factsToCome(asked, '2026-11-20').map(({ pointer, code }) => `${pointer} ${code}`)).toEqual([
      '/birthDate DAY_IN_FUTURE',
      '/registrations DAY_IN_FUTURE',
      '/existingPermits DAY_IN_FUTURE',
    ]);
    expect(factsToCome(today, '2026-11-20')).toEqual([]);
  });

  it.each([
    { origin: 'mainland' },
    { birthDate: '1990-01-01' },
    { registeredResidenceDivision: '520103' },
    { grounds: ['employment/LABOR_CONTRACT'] },
    { existingPermits: [{}] },
    { registrations: [{ divisionCode: '331123', registeredOn: '2026-01-01' }] },
    { talentOrInvestor: true },
    { agent: { relationship: 'guardian' }, birthDate: '2020-01-01' },
    { townshipCode: '331123001' },
  ])('holds nothing against who sends only %j', (asked) => {
    const results = check(asked).flatMap(({ findings }) => findings.map(({ result }) => result));

    expect(results).not.toContain('not-met');
  });

  it('says yes from bare values alone, and the same from the long form', () => {
    const registrations = [{ divisionCode: '331123', registeredOn: '2026-05-20' }];
    const bare = {
      recognitionType: 'REGISTRATION_TIME',
      origin: 'mainland',
      birthDate: '1990-01-01',
      registeredResidenceDivision: '520103',
      grounds: ['employment/LABOR_CONTRACT'],
      registrations,
    };
    const long = {
      ...bare,
      origin: { value: 'mainland', source: 'applicant-claim' },
      registrations: { value: registrations },
      grounds: [{ box: 'employment/LABOR_CONTRACT', evidence: 'claimed' }],
    };

    const prospects = check(bare);

    expect(prospects).toHaveLength(1);
    expect(prospects[0]?.verdict).toBe('met');
    expect(check(long)).toEqual(prospects);
  });

  it('puts the more promising type first, with the day on which waiting is enough', () => {
    const [best, other] = check({
      registrations: [{ divisionCode: '331123', registeredOn: '2026-06-20' }],
      existingPermits: [],
    });

    expect([best?.recognitionType, best?.verdict, best?.qualifiesOn]).toEqual(
      'REGISTRATION_TIME not-met 2026-12-20'.split(' '),
    );
    expect(other?.verdict).toBe('not-met');
  });

  it('refuses a misspelled fact, which must not count as left out', () => {
    const row = { divisionCode: '331123', registeredOn: '2026-05-20', endOn: '2026-06-20' };

    expect(PreCheck.safeParse({ birthday: '1990-01-01' }).success).toBe(false);
    expect(PreCheck.safeParse({ registrations: [row] }).success).toBe(false);
    expect(PreCheck.safeParse({ birthDate: '1990-02-30' }).success).toBe(false);
  });
});

describe('findings in words', () => {
  it('say something of their own for each rule and each answer, in both languages', () => {
    const ids = Object.keys(FINDING_RULES) as FindingId[];
    const results = ['met', 'not-met', 'cannot-tell'] as const;

    const said = ids.flatMap((id) => results.map((result) => findingInWords({ id, result })));

    expect(said).toHaveLength(14 * 3);
    expect(new Set(said.map(({ zh }) => zh)).size).toBe(said.length);
    expect(new Set(said.map(({ en }) => en)).size).toBe(said.length);
  });

  it('never sound like a no where nothing is known', () => {
    const ids = Object.keys(FINDING_RULES) as FindingId[];

    const unknown = ids.map((id) => findingInWords({ id, result: 'cannot-tell' }));

    expect(unknown.filter(({ zh }) => /不符合条件，|没有通过|不予|未通过/u.test(zh))).toEqual([]);
    expect(verdictInWords('cannot-tell').zh).toContain('可以申请');
  });

  it('say what to do where there is something to do', () => {
    const failed = findingInWords({
      id: 'registered-in-county',
      result: 'not-met',
      remedy: 'REGISTER_IN_COUNTY',
    });

    expect(failed.remedy?.zh).toContain('居住登记');
    expect(findingInWords({ id: 'registered-in-county', result: 'met' }).remedy).toBeNull();
  });
});

describe('the SMS of a reminder', () => {
  it('is one part, of at most 70 characters, without name, number or link', () => {
    const county = County.parse(suichang);

    const texts = [
      reminderText('qualifies', county, '2026-12-31'),
      reminderText('endorsement', county, '2026-12-31'),
    ];

    expect(texts.map((text) => text.length <= 70)).toEqual([true, true]);
    expect(texts.filter((text) => /https?:|\d{5,}/u.test(text))).toEqual([]);
  });
});
