import { describe, expect, it } from 'vitest';
import type { CaseRecord } from '../../functions/domain/case-record.ts';
import { checkDecision, Decision, messageOwed } from '../../functions/domain/decision.ts';
import { type Finding, findingOf } from '../../functions/domain/finding.ts';
import { CLOCK } from '../support/builders.ts';
import { aSubmission } from '../support/case-changes.ts';

const IN_TIME = '2026-03-04T23:59:59.999+08:00';
const MIDNIGHT = '2026-03-05T00:00:00.000+08:00';
const fresh = aSubmission().next;
const at = (position: CaseRecord['position'], more: Partial<CaseRecord> = {}): CaseRecord => ({
  ...fresh,
  position,
  clock: CLOCK,
  ...more,
});
const submitted = { ...at('submitted'), clock: undefined };
const decision = (stage: Decision['stage'], outcome: Decision['outcome'], more: Partial<Decision> = {}) =>
  Decision.parse({ stage, outcome, comment: '同意', version: 1, ...more });
const failed: Finding = findingOf('floating-population', { result: 'not-met', facts: {}, source: 'none' });
const met: Finding = findingOf('ground-proved', { result: 'met', facts: {}, source: 'none' });

const refusalOf = (
  record: CaseRecord,
  given: Decision,
  { findings = [met], now = IN_TIME }: { findings?: readonly Finding[]; now?: string } = {},
): unknown => {
  try {
    checkDecision(record, findings, given, now);
    return undefined;
  } catch (error) {
    return error;
  }
};
const codeOf = (...given: Parameters<typeof refusalOf>) =>
  (refusalOf(...given) as { code?: string } | undefined)?.code;

describe('the message an outcome owes', () => {
  it.each([
    ['accept', 'acceptance', submitted, 'accepted'],
    ['accept', 'acceptance', at('returned'), undefined],
    ['request-correction', 'acceptance', submitted, 'correction'],
    ['refuse-to-accept', 'acceptance', submitted, 'not-accepted'],
    ['endorse', 'review', at('in-review'), undefined],
    ['return', 'approval', at('in-approval'), undefined],
    ['reject', 'review', at('in-review'), undefined],
    ['reject', 'approval', at('in-approval'), 'refused'],
    ['approve', 'approval', at('in-approval'), undefined],
  ] as const)('%s at %s', (outcome, stage, record, message) => {
    expect(messageOwed(record, decision(stage, outcome))).toBe(message);
  });
});

describe('a decision', () => {
  it.each([
    ['acceptance', 'accept', submitted],
    ['acceptance', 'accept', at('returned')],
    ['review', 'endorse', at('in-review')],
    ['review', 'return', at('in-review')],
    ['approval', 'approve', at('in-approval')],
    ['approval', 'return', at('in-approval')],
  ] as const)('of %s may be %s', (stage, outcome, record) => {
    expect(codeOf(record, decision(stage, outcome))).toBeUndefined();
  });

  it.each([
    ['review', 'endorse', submitted, 'ACTION_NOT_ALLOWED'],
    ['acceptance', 'endorse', submitted, 'ACTION_NOT_ALLOWED'],
    ['approval', 'endorse', at('in-approval'), 'ACTION_NOT_ALLOWED'],
    ['review', 'approve', at('in-review'), 'ACTION_NOT_ALLOWED'],
    ['review', 'return', at('in-approval'), 'ACTION_NOT_ALLOWED'],
    ['approval', 'reject', at('in-review'), 'ACTION_NOT_ALLOWED'],
    ['review', 'request-correction', submitted, 'ACTION_NOT_ALLOWED'],
    ['acceptance', 'refuse-to-accept', at('returned'), 'ACTION_NOT_ALLOWED'],
    ['acceptance', 'request-correction', at('returned'), 'CORRECTION_EXHAUSTED'],
    ['acceptance', 'request-correction', { ...submitted, correctBy: MIDNIGHT }, 'CORRECTION_EXHAUSTED'],
  ] as const)('of %s is not %s where the case does not admit it', (stage, outcome, record, code) => {
    expect(codeOf(record, decision(stage, outcome))).toBe(code);
  });

  it('may still be acceptance, or its refusal, after a correction', () => {
    const corrected = { ...submitted, correctBy: MIDNIGHT };
    const refused = decision('acceptance', 'refuse-to-accept', {
      reasons: [{ code: 'NOT_FLOATING_POPULATION' }],
    });

    expect(codeOf(corrected, decision('acceptance', 'accept'))).toBeUndefined();
    expect(codeOf(corrected, refused)).toBeUndefined();
  });

  it('says why it is late, from the first instant after the time limit', () => {
    const late = decision('review', 'endorse');

    expect(codeOf(at('in-review'), late, { now: IN_TIME })).toBeUndefined();
    expect(refusalOf(at('in-review'), late, { now: MIDNIGHT })).toMatchObject({
      code: 'LATE_REASON_REQUIRED',
      defects: [{ pointer: '/lateReason', code: 'FIELD_REQUIRED' }],
    });
    expect(codeOf(at('in-review'), { ...late, lateReason: '停电' }, { now: MIDNIGHT })).toBeUndefined();
    expect(
      codeOf(at('in-review', { clock: { ...CLOCK, deadlineAt: undefined } }), late, { now: MIDNIGHT }),
    ).toBeUndefined();
  });

  it('is told of a missing reason together with the missing word on the delay', () => {
    expect(refusalOf(at('in-approval'), decision('approval', 'reject'), { now: MIDNIGHT })).toMatchObject({
      code: 'LATE_REASON_REQUIRED',
      defects: [{ pointer: '/lateReason' }, { pointer: '/reasons', code: 'FIELD_REQUIRED' }],
    });
  });
});

describe('the reasons of a decision', () => {
  it.each([
    ['acceptance', 'refuse-to-accept', submitted],
    ['acceptance', 'request-correction', submitted],
    ['review', 'reject', at('in-review')],
    ['approval', 'reject', at('in-approval')],
  ] as const)('%s: whoever says %s names one at least', (stage, outcome, record) => {
    expect(refusalOf(record, decision(stage, outcome))).toMatchObject({
      code: 'REASONS_INCOMPLETE',
      defects: [{ pointer: '/reasons', code: 'FIELD_REQUIRED' }],
    });
  });

  it('leave out no failed finding, and say which reason answers it', () => {
    expect(
      refusalOf(at('in-approval'), decision('approval', 'reject'), { findings: [failed] }),
    ).toMatchObject({
      code: 'REASONS_INCOMPLETE',
      defects: [
        {
          pointer: '/reasons',
          code: 'REASON_MISSING',
          params: {
            finding: 'floating-population',
            findingZh: '您的户口就在本县，本县居民不需要居住证。',
            findingEn:
              'Your household register is in this county; its own residents need no residence permit.',
            reason: 'NOT_FLOATING_POPULATION',
            reasonZh: '常住户口在本县，不属于流动人口，无需办理居住证；户籍事项请向户籍窗口咨询',
          },
        },
      ],
    });
  });

  it.each([
    ['review', 'endorse', at('in-review')],
    ['approval', 'approve', at('in-approval')],
  ] as const)('of %s: who says %s sets aside every failed finding with a word', (stage, outcome, record) => {
    const overrides = [{ findingId: 'floating-population', reason: '户口已迁出' }];
    const named = decision(stage, outcome, { reasons: [{ code: 'NOT_FLOATING_POPULATION' }] });
    const justified = decision(stage, outcome, { overrides });

    expect(refusalOf(record, named, { findings: [failed] })).toMatchObject({
      code: 'REASONS_INCOMPLETE',
      defects: [
        { pointer: '/overrides', code: 'REASON_MISSING', params: { reason: 'NOT_FLOATING_POPULATION' } },
      ],
    });
    expect(codeOf(record, justified, { findings: [failed] })).toBeUndefined();
  });

  it('are not asked of whoever accepts or sends back', () => {
    expect(codeOf(submitted, decision('acceptance', 'accept'), { findings: [failed] })).toBeUndefined();
    expect(codeOf(at('in-review'), decision('review', 'return'), { findings: [failed] })).toBeUndefined();
  });
});
