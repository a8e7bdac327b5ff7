import { describe, expect, it } from 'vitest';
import { leadsStraightOn } from '../../functions/domain/straight-way.ts';

describe('the way from an open task', () => {
  it.each([
    ['acceptance', 'accept', 'review'],
    ['review', 'endorse', 'approval'],
    // An opinion: the approver decides.
    ['review', 'reject', 'approval'],
    ['approval', 'approve', 'none'],
    ['correction', 'correct', 'acceptance'],
    // Accepted before its papers were gathered: they come first.
    ['correction', 'correct', 'review'],
  ] as const)('is straight from %s by %s, when %s is awaited then', (opened, outcome, stage) => {
    expect(leadsStraightOn(opened, { outcome, stage })).toBe(true);
  });

  it.each([
    ['acceptance', 'request-correction', 'correction'],
    ['acceptance', 'refuse-to-accept', 'none'],
    ['acceptance', 'deem-accepted', 'acceptance'],
    ['acceptance', 'withdraw', 'none'],
    // Its dates moved, and nothing was decided.
    ['acceptance', 'waiting', 'acceptance'],
    ['review', 'accept', 'review'],
    // The machine was not told of the acceptance, and the next opinion is given by now.
    ['acceptance', 'endorse', 'approval'],
    ['acceptance', 'approve', 'none'],
    // Asked for and corrected while the machine was not told of either.
    ['acceptance', 'correct', 'acceptance'],
    ['acceptance', 'accept', 'none'],
    ['review', 'return', 'acceptance'],
    ['review', 'withdraw', 'none'],
    ['review', 'reject', 'none'],
    ['approval', 'return', 'review'],
    ['approval', 'reject', 'none'],
    ['approval', 'withdraw', 'none'],
    ['approval', 'endorse', 'approval'],
    ['correction', 'lapse', 'none'],
    ['correction', 'withdraw', 'none'],
    ['correction', 'request-correction', 'correction'],
    ['correction', 'accept', 'review'],
  ] as const)('is not straight from %s by %s, when %s is awaited then', (opened, outcome, stage) => {
    expect(leadsStraightOn(opened, { outcome, stage })).toBe(false);
  });
});
