import type { CaseDetails, Draft } from '../../functions/domain/application.ts';
import type { CaseFact } from '../../functions/domain/case-event.ts';
import { advance } from '../../functions/domain/case-fold.ts';
import type { CaseRecord } from '../../functions/domain/case-record.ts';
import type { World } from '../../functions/ports.ts';
import type { CaseChange } from '../../functions/ports/case-records.ts';
import { aForm } from './builders.ts';

/** Goes on through the test files that share their modules; padded, so that ids are in the order of their making. */
let numbers = 0;

/** A first submission, as a change that is not written yet. Every one has an id, a number and an owner of its own. */
export function aSubmission(
  more: Partial<Extract<CaseFact, { type: 'submitted' }>> & { id?: string; draft?: Draft } = {},
): CaseChange & { details: CaseDetails } {
  numbers += 1;
  const { id = `case-${String(numbers).padStart(4, '0')}`, draft, ...facts } = more;
  const { next, events } = advance(undefined, {
    caseId: id,
    at: '2026-03-02T09:00:00.000+08:00',
    actor: { kind: 'applicant', id: `owner-${numbers}` },
    facts: [
      {
        type: 'submitted',
        applicationNumber: `NUMBER${numbers}`,
        draftVersion: 1,
        channel: 'online',
        recognitionType: 'EXISTING_PERMIT',
        office: 'center',
        ownerKeys: [`owner-${numbers}`],
        formHash: 'f'.repeat(64),
        texts: { notice: 'notice-2023-1', declaration: 'declaration-2023-1' },
        materials: [],
        acceptBy: '2026-03-10T00:00:00.000+08:00',
        ...facts,
      },
    ],
  });
  const details: CaseDetails = { form: aForm(), salt: '00', materials: [], findings: [], opinions: [] };
  return { next, events, details, ...(draft && { draft }) };
}

/** A later act, as a change that is not written yet. */
export function anAct(
  previous: CaseRecord,
  facts: readonly [CaseFact, ...CaseFact[]],
  more: Partial<CaseChange> = {},
): CaseChange {
  const act = {
    caseId: previous.id,
    at: '2026-03-02T10:00:00.000+08:00',
    actor: { kind: 'staff', id: 'a-1' },
    facts,
  } as const;
  return { previous, ...advance(previous, act), ...more };
}

/** An opinion without reasons. */
export function opinion(
  stage: 'acceptance' | 'review' | 'approval',
  outcome: Extract<CaseFact, { type: 'decided' }>['outcome'],
): CaseFact {
  return { type: 'decided', stage, outcome, reasons: [], overrides: [] };
}

/** Writes a fresh submission and gives its record. */
export async function stored(
  { cases }: Pick<World, 'cases'>,
  change: CaseChange = aSubmission(),
): Promise<CaseRecord> {
  await cases.commit(change);
  return change.next;
}
