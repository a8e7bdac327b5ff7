import { describe, expect, it } from 'vitest';
import { FINDING_RULES, findingOf, type Finding, type FindingId } from '../../functions/domain/finding.ts';
import {
  GivenReason,
  missingReasons,
  reasonDefects,
  reasonForFinding,
  reasonsFor,
  remediesText,
} from '../../functions/domain/refusal.ts';

const failed = (id: FindingId): Finding =>
  findingOf(id, { result: 'not-met', facts: {}, source: 'provincial-registry', remedy: 'GIVE_THE_FACT' });
const unknown = (id: FindingId): Finding =>
  findingOf(id, { result: 'cannot-tell', facts: {}, source: 'none', remedy: 'GIVE_THE_FACT' });
const met = (id: FindingId): Finding => findingOf(id, { result: 'met', facts: {}, source: 'document' });

const findings = [
  failed('registered-six-months'),
  failed('boxes-evidenced'),
  unknown('rented-house-safe'),
  met('ground-proved'),
];
const ids = (missing: readonly Finding[]) => missing.map(({ id }) => id);

describe('the reasons of a decision', () => {
  it('leave out nothing that failed', () => {
    expect(ids(missingReasons(findings, [], []))).toEqual(['registered-six-months', 'boxes-evidenced']);
  });

  it('name a finding by its id, or by the code that answers it', () => {
    const reasons = [
      { code: 'OTHER', findingId: 'boxes-evidenced', note: '缺合同' },
      { code: 'REGISTRATION_TOO_SHORT' },
    ] as const;

    expect(missingReasons(findings, reasons, [])).toEqual([]);
  });

  it('are complete when what is not named is set aside with a justification', () => {
    const reasons = [{ code: 'REGISTRATION_TOO_SHORT' }] as const;

    expect(
      missingReasons(findings, reasons, [{ findingId: 'boxes-evidenced', reason: '另一项已足够' }]),
    ).toEqual([]);
    expect(ids(missingReasons(findings, reasons, [{ findingId: 'boxes-evidenced', reason: '  ' }]))).toEqual([
      'boxes-evidenced',
    ]);
  });

  it('do not answer another finding than the one they name', () => {
    const reasons = [{ code: 'REGISTRATION_TOO_SHORT', findingId: 'boxes-evidenced' }] as const;

    expect(ids(missingReasons(findings, reasons, []))).toEqual(['registered-six-months']);
    expect(reasonDefects('refusal', findings, reasons, [])).toEqual([
      { pointer: '/reasons/0/findingId', code: 'REASON_NOT_FOR_FINDING' },
    ]);
  });

  it('are told all their own faults at once', () => {
    const reasons = [
      { code: 'PHOTO_UNSUITABLE' },
      { code: 'OTHER', note: ' ' },
      { code: 'NO_GROUND_PROVED', findingId: 'nonsense' },
    ] as const;

    expect(reasonDefects('refusal', findings, reasons, [{ findingId: 'nonsense', reason: 'x' }])).toEqual([
      { pointer: '/reasons/0/code', code: 'REASON_NOT_FOR_OUTCOME' },
      { pointer: '/reasons/1/note', code: 'REASON_NOTE_REQUIRED' },
      { pointer: '/reasons/2/findingId', code: 'REASON_NOT_FOR_FINDING' },
      { pointer: '/overrides/0/findingId', code: 'REASON_NOT_FOR_FINDING' },
    ]);
  });

  it('come from the catalogue alone', () => {
    expect(GivenReason.safeParse({ code: 'REGISTRATION_TOO_SHORT' }).success).toBe(true);
    expect(GivenReason.safeParse({ code: 'BAD_MOOD' }).success).toBe(false);
    expect(GivenReason.safeParse({ code: 'toString' }).success).toBe(false);
  });
});

describe('the catalogue', () => {
  it.each([
    ['resident-regime', 'non-acceptance', 'OUTSIDE_REGIME'],
    ['floating-population', 'non-acceptance', 'NOT_FLOATING_POPULATION'],
    ['ground-proved', 'refusal', 'NO_GROUND_PROVED'],
    ['boxes-evidenced', 'correction', 'MATERIALS_INCOMPLETE'],
    ['rented-house-safe', 'refusal', 'RENTED_HOUSE_UNSAFE'],
    ['registered-in-county', 'correction', 'NOT_REGISTERED_IN_COUNTY'],
    ['address-as-registered', 'correction', 'ADDRESS_NOT_AS_REGISTERED'],
    ['applies-through-guardian', 'correction', 'GUARDIAN_MUST_APPLY'],
    ['agent-entitled', 'non-acceptance', 'AGENT_NOT_ENTITLED'],
    ['existing-permit-held', 'refusal', 'NO_EXISTING_PERMIT'],
    ['existing-permit-status', 'refusal', 'EXISTING_PERMIT_NOT_IN_FORCE'],
    ['existing-permit-issued-elsewhere', 'non-acceptance', 'PERMIT_NOT_FROM_ELSEWHERE'],
    ['existing-permit-in-term', 'refusal', 'EXISTING_PERMIT_OUT_OF_TERM'],
    ['registered-six-months', 'refusal', 'REGISTRATION_TOO_SHORT'],
    ['floating-population', 'correction', 'OTHER'],
  ] as const)('answers %s in a %s with %s', (finding, use, code) => {
    expect(reasonForFinding(finding, use)).toBe(code);
  });

  it('has its own words for every finding that can fail, in a refusal', () => {
    const codes = Object.keys(FINDING_RULES).map((id) => reasonForFinding(id as FindingId, 'refusal'));

    expect(codes).not.toContain('OTHER');
    expect(new Set(codes).size).toBe(14);
  });

  it('offers no correction for what nobody can correct', () => {
    expect(reasonsFor('correction')).not.toContain('NOT_FLOATING_POPULATION');
    expect(reasonsFor('correction')).not.toContain('FALSE_MATERIALS');
  });
});

describe('the remedies', () => {
  it('are reconsideration by the county government within 60 days and a lawsuit within six months', () => {
    const { zh, en } = remediesText('遂昌县');

    expect(zh).toContain('60日内向遂昌县人民政府申请行政复议');
    expect(zh).toContain('6个月内依法向人民法院提起行政诉讼');
    expect(en).toContain('60 days');
  });
});
