import { describe, expect, it } from 'vitest';
import type { CaseFact } from '../../functions/domain/case-event.ts';
import type { CaseRecord } from '../../functions/domain/case-record.ts';
import { CLOCK } from '../support/builders.ts';
import { anAct, aSubmission, opinion } from '../support/case-changes.ts';

const T = '2026-03-02T10:00:00.000+08:00';
const fresh = aSubmission().next;
const at = (position: CaseRecord['position'], more: Partial<CaseRecord> = {}): CaseRecord => ({
  ...fresh,
  position,
  ...more,
});
const after = (record: CaseRecord, fact: CaseFact) => anAct(record, [fact]).next;

describe('a submission opens a record', () => {
  it('with who typed it, and whether the person was invented, only where that is so', () => {
    expect('enteredBy' in fresh).toBe(false);
    expect('synthetic' in fresh).toBe(false);
    expect(aSubmission({ enteredBy: 'tang', synthetic: true }).next).toMatchObject({
      enteredBy: 'tang',
      synthetic: true,
    });
  });
});

describe('one more event', () => {
  it.each<readonly [about: string, record: CaseRecord, fact: CaseFact, change: Partial<CaseRecord>]>([
    ['a claim names the officer', fresh, { type: 'claimed', stage: 'acceptance' }, { claimedBy: 'a-1' }],
    [
      'a release names nobody',
      at('submitted', { claimedBy: 'a-1' }),
      { type: 'released', stage: 'acceptance' },
      { claimedBy: undefined },
    ],
    [
      'a reassignment names the other',
      fresh,
      { type: 'reassigned', stage: 'acceptance', to: 'a-2' },
      { claimedBy: 'a-2', version: 2 },
    ],
    [
      'the reason of a delay is kept',
      fresh,
      { type: 'overdue-explained', code: 'ABSENCE' },
      { overdueCode: 'ABSENCE', version: 1 },
    ],
    [
      'the first check leaves the outcome',
      at('submitted', { outcome: 'return' }),
      { type: 'checked', round: 1, findings: [] },
      { checkedRounds: [1], outcome: 'return' },
    ],
    [
      'a check after a correction waits again',
      at('submitted', { outcome: 'correct' }),
      { type: 'checked', round: 2, findings: [] },
      { checkedRounds: [2], outcome: 'waiting' },
    ],
    [
      'a lapse ends the case',
      at('awaiting-correction'),
      { type: 'lapsed' },
      { position: 'lapsed', outcome: 'lapse', version: 2, round: 1 },
    ],
    [
      'a withdrawal ends it',
      fresh,
      { type: 'withdrawn' },
      { position: 'withdrawn', outcome: 'withdraw', version: 2 },
    ],
    [
      'a correction opens a round',
      at('awaiting-correction'),
      {
        type: 'corrected',
        draftVersion: 3,
        ownerKeys: ['o'],
        formHash: 'h',
        texts: { notice: 'n', declaration: 'd' },
        materials: [],
        acceptBy: T,
      },
      {
        position: 'submitted',
        round: 2,
        correctedInRound: 2,
        draftVersion: 3,
        ownerKeys: ['o'],
        submittedAt: T,
        acceptBy: T,
      },
    ],
    [
      'a deemed acceptance opens a round',
      fresh,
      { type: 'deemed-accepted', clock: CLOCK },
      { position: 'returned', round: 2, clock: CLOCK },
    ],
    [
      'a return opens a round',
      at('in-approval'),
      opinion('approval', 'return'),
      { position: 'in-review', round: 2, decidedAt: undefined },
    ],
    [
      'an approval decides',
      at('in-approval'),
      opinion('approval', 'approve'),
      { position: 'issuing', round: 1, decidedAt: T },
    ],
    [
      'a refusal decides',
      at('in-approval'),
      opinion('approval', 'reject'),
      { position: 'refused', decidedAt: T },
    ],
    [
      'a review does not',
      at('in-review'),
      opinion('review', 'endorse'),
      { position: 'in-approval', decidedAt: undefined },
    ],
    [
      'a permit is issued',
      at('issuing'),
      { type: 'issued', licenceId: 'L', licenceHash: 'h', keyId: 'k' },
      { position: 'issued', issuedAt: T, licenceId: 'L' },
    ],
    [
      'the province has it',
      at('issued'),
      { type: 'licence-acknowledged', licenceId: 'L', acknowledgement: 'a' },
      { province: 'acknowledged' },
    ],
    [
      'the province is silent',
      at('issued'),
      { type: 'province-deferred', pending: ['push'] },
      { province: 'deferred' },
    ],
    [
      'the province is done',
      at('issued'),
      { type: 'old-permits-cancelled', permits: [] },
      { province: 'settled' },
    ],
    [
      'the file is kept',
      at('issued'),
      { type: 'archived', manifestKey: 'k', manifestHash: 'h' },
      { archivedAt: T },
    ],
  ])('%s', (_, record, fact, change) => {
    const next = after(record, fact);

    expect(next).toEqual({ ...record, ...next, ...change });
    expect(next.sequence).toBe(record.sequence + 1);
  });

  it.each<readonly [about: string, fact: CaseFact]>([
    ['kept files', { type: 'materials-kept', keys: [] }],
    ['a message that was sent', { type: 'message-sent', event: 'received', messageId: 'm' }],
    ['a message that was skipped', { type: 'message-skipped', event: 'received', why: 'no-phone' }],
    ['the message settings', { type: 'messages-set', off: [], redirected: false }],
  ])('of %s changes nothing but the chain', (_, fact) => {
    const { sequence: _sequence, lastHash: _hash, ...next } = after(fresh, fact);
    const { sequence: _before, lastHash: _beforeHash, ...record } = fresh;

    expect(next).toStrictEqual(record);
  });

  it('takes the claim away when an opinion is given', () => {
    const { next } = anAct(at('submitted', { claimedBy: 'a-1' }), [opinion('acceptance', 'accept')]);

    expect(next.claimedBy).toBeUndefined();
    expect(next.officers).toEqual({ acceptance: 'a-1' });
    expect(next.lastDecision).toEqual({
      stage: 'acceptance',
      outcome: 'accept',
      officer: 'a-1',
      version: 1,
      round: 1,
    });
  });
});
