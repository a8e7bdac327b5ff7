import * as z from 'zod';
import { expectVersion } from '../casework/drafts.ts';
import { expectNoRelative } from '../casework/household.ts';
import { owedAlarms } from '../casework/owed-alarms.ts';
import { recordAccess } from '../casework/record-access.ts';
import { calendarOf, recordBySystem, recordFacts } from '../casework/record-facts.ts';
import { readableCase } from '../casework/staff-access.ts';
import { TaskAnswer, taskAnswer, taskFor } from '../casework/tasks.ts';
import { ByApplication } from '../casework/views.ts';
import { wakeMachine } from '../casework/wake-machine.ts';
import { correctionDraft } from '../casework/correct-case.ts';
import type { AccessHead } from '../domain/access.ts';
import { clockFrom, correctByFrom } from '../domain/case-clock.ts';
import type { CaseFact } from '../domain/case-event.ts';
import type { CaseRecord } from '../domain/case-record.ts';
import { openFor } from '../domain/correction.ts';
import { checkDecision, Decision, isRepeat, messageOwed, opinionOf } from '../domain/decision.ts';
import { RuleError } from '../domain/rule-error.ts';
import { stageOf } from '../domain/status.ts';
import { endpoint } from '../runtime/endpoint.ts';
import type { World } from '../ports.ts';

const Answered = TaskAnswer.extend({
  clock: z
    .strictObject({ acceptedAt: z.string(), dueAt: z.string().nullable(), deadlineAt: z.string().nullable() })
    .nullable(),
});

/**
 * POST /tasks/{applicationId}/decision. Records the opinion first, then wakes the machine. If the wake-up fails the
 * decision stands; the same decision again gets the same answer and only wakes.
 */
export const recordDecision = endpoint({
  route: 'record-decision',
  summary: 'Give an opinion',
  path: ByApplication,
  body: Decision,
  success: { status: 200, body: Answered },
  async run(world, { path, body: decision, caller }) {
    const { record, member } = await readableCase(world, caller, path.applicationId);
    const opened = { what: 'case-file', purpose: 'opinion' } as const;
    const accesses = await recordAccess(world, record.id, member, opened);
    const decided = isRepeat(record, decision, caller.sub)
      ? record
      : await decide(world, caller, path.applicationId, decision, accesses);
    await wakeMachine(world, decided, {
      stage: decision.stage,
      round: decided.lastDecision?.round ?? decided.round,
    });
    return { status: 200, body: { ...taskAnswer(decided), clock: clockView(decided) } };
  },
});

async function decide(
  world: World,
  caller: Parameters<typeof taskFor>[1],
  applicationId: string,
  decision: Decision,
  accesses: AccessHead,
): Promise<CaseRecord> {
  await expectStandsAs(world, applicationId, decision.version);
  const { record, details, member } = await taskFor(world, caller, applicationId);
  expectVersion(record, decision.version);
  if (record.claimedBy !== caller.sub) throw new RuleError('NOT_CLAIMED');
  const now = world.now();
  checkDecision(record, details.findings, decision, now);
  await expectNoRelative(world, member, details, record.checkedRounds.length > 0);
  const calendar = await calendarOf(world);
  const correctBy = decision.outcome === 'request-correction' ? correctByFrom(calendar, now) : undefined;
  const starts = decision.outcome === 'accept' && !record.clock;
  const fact: CaseFact = {
    type: 'decided',
    stage: decision.stage,
    outcome: decision.outcome,
    reasons: decision.reasons.map(({ code }) => code),
    overrides: decision.overrides.map(({ findingId }) => findingId),
    ...(decision.lateReason && { late: true }),
    ...(correctBy && { correctBy }),
    accesses,
    ...(starts && { clock: clockFrom(calendar, now, world.county.hours) }),
  };
  const owed = messageOwed(record, decision);
  const opinions = [...details.opinions, opinionOf(decision, caller.sub, now)];
  return recordFacts(world, record, { kind: 'staff', id: caller.sub }, [fact], {
    details: { ...details, opinions },
    ...(owed && { owes: [owed] }),
    ...(correctBy && { opens: correctionDraft(record, details, openFor(decision.reasons, correctBy), now) }),
  });
}

/**
 * What time has brought about by now stands before the opinion, also where its timer is late: five days without an answer
 * are an acceptance. Checked before the bars: who comes second is told so, and not that the next stage is another's.
 * @throws RuleError STALE_VERSION
 */
async function expectStandsAs(world: World, applicationId: string, version: number): Promise<void> {
  const calendar = await calendarOf(world);
  const record = await recordBySystem(world, applicationId, (current) => ({
    facts: owedAlarms(current, calendar, world.county.hours, world.now()),
  }));
  if (stageOf(record.position)) expectVersion(record, version);
}

function clockView({ clock }: CaseRecord): z.input<typeof Answered>['clock'] {
  return clock
    ? { acceptedAt: clock.acceptedAt, dueAt: clock.dueAt ?? null, deadlineAt: clock.deadlineAt ?? null }
    : null;
}
