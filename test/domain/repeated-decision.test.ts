import { describe, expect, it } from 'vitest';
import { Decision, isRepeat, opinionOf } from '../../functions/domain/decision.ts';
import { aSubmission } from '../support/case-changes.ts';

const AT = '2026-03-04T10:00:00.000+08:00';
const fresh = aSubmission().next;
const decision = (stage: Decision['stage'], outcome: Decision['outcome'], version: number) =>
  Decision.parse({ stage, outcome, comment: '同意', version });

describe('the same decision sent again', () => {
  const lastDecision = { stage: 'review', outcome: 'endorse', officer: 'li', version: 3, round: 1 } as const;
  const record = { ...fresh, position: 'in-approval', lastDecision } as const;
  const repeat = decision('review', 'endorse', 3);

  it.each([
    ['by the same officer', repeat, 'li', true],
    ['by another officer', repeat, 'zhao', false],
    ['at another stage', decision('approval', 'return', 3), 'li', false],
    ['of another stage with the same outcome', { ...repeat, stage: 'approval' as const }, 'li', false],
    ['with another outcome', decision('review', 'reject', 3), 'li', false],
    ['on another version', decision('review', 'endorse', 4), 'li', false],
  ])('%s', (_, given, officer, same) => {
    expect(isRepeat(record, given, officer)).toBe(same);
  });

  it('is none while nothing was decided', () => {
    expect(isRepeat(fresh, repeat, 'li')).toBe(false);
  });
});

it('the opinion in the file says who and when, and nothing of versions', () => {
  expect(opinionOf(decision('review', 'endorse', 1), 'li', AT)).toEqual({
    stage: 'review',
    outcome: 'endorse',
    comment: '同意',
    reasons: [],
    overrides: [],
    officer: 'li',
    at: AT,
  });
});

it('the words of a decision lose the blanks around them, and have their bounds', () => {
  const words = { stage: 'review', outcome: 'endorse', comment: ' 同意 ', lateReason: ' 停电 ', version: 1 };
  const takes = (change: object) => Decision.safeParse({ ...words, ...change }).success;

  expect(Decision.parse(words)).toMatchObject({ comment: '同意', lateReason: '停电' });
  expect(takes({ lateReason: 'a'.repeat(500) })).toBe(true);
  expect(takes({ lateReason: 'a'.repeat(501) })).toBe(false);
  expect(takes({ lateReason: ' ' })).toBe(false);
});
