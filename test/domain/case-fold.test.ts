import { describe, expect, it } from 'vitest';
import { firstBrokenLink, type CaseFact } from '../../functions/domain/case-event.ts';
import { foldEvents } from '../../functions/domain/case-fold.ts';
import { anAct, aSubmission, opinion } from '../support/case-changes.ts';

/** A case from receipt to the issued permit, act by act. */
function wholeCase() {
  const submission = aSubmission();
  const issued: CaseFact = { type: 'issued', licenceId: 'L1', licenceHash: 'a'.repeat(64), keyId: 'key-1' };
  const accepted = anAct(submission.next, [
    { type: 'claimed', stage: 'acceptance' },
    opinion('acceptance', 'accept'),
  ]);
  const endorsed = anAct(accepted.next, [opinion('review', 'endorse')]);
  const returned = anAct(endorsed.next, [opinion('approval', 'return')]);
  const again = anAct(returned.next, [opinion('review', 'endorse')]);
  const approved = anAct(again.next, [opinion('approval', 'approve'), issued]);
  return [submission, accepted, endorsed, returned, again, approved];
}

describe('the record of a case', () => {
  it('is what its events make, after every act', () => {
    const acts = wholeCase();

    for (const [index, { next }] of acts.entries()) {
      const events = acts.slice(0, index + 1).flatMap((act) => act.events);
      expect(foldEvents(events)).toEqual(next);
    }
  });

  it('ends issued, in the round that the return opened', () => {
    const events = wholeCase().flatMap((act) => act.events);

    expect(foldEvents(events)).toMatchObject({ position: 'issued', round: 2, sequence: events.length });
  });

  it('rests on a chain that shows the first event that was changed', () => {
    const events = wholeCase().flatMap((act) => act.events);
    const forged = events.map((event) =>
      event.sequence === 3 ? { ...event, actor: { ...event.actor, id: 'x' } } : event,
    );

    expect(firstBrokenLink(events)).toBeUndefined();
    expect(firstBrokenLink(forged)).toBe(3);
  });

  it('shows an event that was taken out', () => {
    const events = wholeCase().flatMap((act) => act.events);

    expect(firstBrokenLink(events.filter(({ sequence }) => sequence !== 2))).toBe(3);
  });

  it('cannot be made of nothing, nor begin with anything but a submission', () => {
    const [, ...later] = wholeCase().flatMap((act) => act.events);

    expect(() => foldEvents([])).toThrow(TypeError);
    expect(() => foldEvents(later)).toThrow(TypeError);
  });
});
