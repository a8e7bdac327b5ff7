import * as z from 'zod';
import { recordOfficeAct } from '../casework/office-acts.ts';
import { readableCase } from '../casework/staff-access.ts';
import { ById, CaseSummary, caseSummary, OwnWords } from '../casework/views.ts';
import type { CaseRecord } from '../domain/case-record.ts';
import { isSameNote } from '../domain/office-note.ts';
import { isOverdue, OVERDUE_CODES } from '../domain/overdue.ts';
import { RuleError } from '../domain/rule-error.ts';
import { routeOf } from '../manifest.ts';
import { endpoint } from '../runtime/endpoint.ts';

const body = z.strictObject({
  reason: OwnWords,
  /** For statistics. */
  code: z.enum(OVERDUE_CODES).default('OTHER'),
});

/**
 * POST /cases/{id}/overdue-reason. Why a case missed its time limit, given afterwards by a supervisor or by an officer
 * whose opinion is in it. Kept in the file; the same reason again is kept once.
 */
export const explainOverdue = endpoint({
  route: 'explain-overdue',
  summary: 'Say why a case was late',
  path: ById,
  body,
  success: { status: 200, body: CaseSummary.extend({ overdueCode: z.enum(OVERDUE_CODES).nullable() }) },
  async run(world, { path, body: { reason, code }, caller }) {
    const readable = await readableCase(world, caller, path.id, routeOf('explain-overdue').roles);
    const { record, details, member } = readable;
    const decided = Object.values(record.officers).includes(member.id);
    if (!decided && !member.roles.includes('supervisor')) throw new RuleError('NOT_ALLOWED');
    if (!isOverdue(record, world.now())) throw new RuleError('NOT_OVERDUE');
    const note = { about: 'overdue', words: reason, officer: member.id } as const;
    const repeated = record.overdueCode === code && isSameNote(details.officeNotes, note);
    if (repeated) return { status: 200, body: explained(record) };
    const fact = { type: 'overdue-explained', code } as const;
    return { status: 200, body: explained(await recordOfficeAct(world, readable, { ...note, fact })) };
  },
});

function explained(record: CaseRecord) {
  return { ...caseSummary(record), overdueCode: record.overdueCode ?? null };
}
