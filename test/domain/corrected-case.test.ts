import { describe, expect, it } from 'vitest';
import { anAct, aSubmission, opinion } from '../support/case-changes.ts';

describe('a corrected case', () => {
  it('is gathered anew, and then waits for its first opinion like a new one', () => {
    const { next: asked } = anAct(aSubmission().next, [opinion('acceptance', 'request-correction')]);
    const { next: corrected } = anAct(asked, [
      {
        type: 'corrected',
        draftVersion: 2,
        ownerKeys: asked.ownerKeys,
        formHash: 'f'.repeat(64),
        texts: { notice: 'notice-2023-1', declaration: 'declaration-2023-1' },
        materials: [],
      },
    ]);

    const { next: checked } = anAct(corrected, [{ type: 'checked', round: 2, findings: [] }]);

    expect([corrected, checked].map(({ position, outcome }) => `${position} ${outcome}`)).toEqual([
      'submitted correct',
      'submitted waiting',
    ]);
  });
});
