import type { CaseRecord } from '../../functions/domain/case-record.ts';
import { awaitedAt } from '../../functions/domain/status.ts';
import { agree, Disagreement, hold } from './disagreement.ts';
import { failingNow } from './findings.ts';
import type { MachineStanding } from './machine.ts';
import { isOver, type Model, type ModelCase } from './model.ts';
import type { Office } from './office.ts';

/** Lets the model take over what the machine does by itself, then holds the product against it. @throws Disagreement */
export async function settle(model: Model, office: Office): Promise<void> {
  const before = { oldCancelled: model.oldCancelled, newPermits: model.newPermits };
  model.now = office.now();
  model.oldCancelled = office.province.isOldCancelled();
  model.newPermits = office.province.newPermits();
  model.excused ||= office.died || model.silent || model.smsDown;
  let retries = false;
  for (const one of model.cases) {
    const standing = await office.machine.standing(one.id);
    const retrying = standing?.waits === 'retry';
    const behind = retrying || isUnheard(model, one, office, standing);
    if (retrying) hold('no step fails while nothing is wrong', model.excused, standing);
    retries ||= behind;
    machineActs(model, one, office, { behind, before });
    compare(one, office.record(one.id));
    compareMessages(model, one, office, behind);
  }
  office.died = false;
  office.unheard = false;
  if (!retries) model.excused = model.silent || model.smsDown;
}

/** Whether the machine still waits for what is over; only where a call could not reach it. */
function isUnheard(
  model: Model,
  one: ModelCase,
  office: Office,
  standing: MachineStanding | undefined,
): boolean {
  if (office.unheard && one === model.cases.at(-1)) model.unheard.add(one.id);
  if (!model.unheard.has(one.id)) return false;
  if (standing === undefined || isLeftBehind(office, one.id, standing)) return true;
  model.unheard.delete(one.id);
  return false;
}

/** Whether the machine waits for another stage or round than the case does. */
function isLeftBehind(office: Office, caseId: string, { waits, asked }: MachineStanding): boolean {
  const { position, round } = office.record(caseId);
  const { stage, round: opened } = (asked ?? {}) as { stage?: string; round?: number };
  return waits === 'token' && (stage !== awaitedAt(position) || opened !== round);
}

interface Surroundings {
  readonly behind: boolean;
  readonly before: Pick<Model, 'oldCancelled' | 'newPermits'>;
}

/** Issues what is approved, and gathers the findings; where a step is about to be tried again, perhaps not yet. */
function machineActs(model: Model, one: ModelCase, office: Office, { behind, before }: Surroundings): void {
  const record = office.record(one.id);
  if (one.place === 'issuing' && !(behind && record.position === 'issuing')) {
    one.place = 'issued';
    one.owed.push('issued');
  }
  // Of what is taken back nobody needs the findings.
  const spared = behind || one.place === 'withdrawn';
  if (!one.unchecked || (spared && record.checkedRounds.length === one.checks)) return;
  agree('how often the findings were gathered', record.checkedRounds.length, one.checks + 1);
  one.checks += 1;
  one.unchecked = false;
  one.householdKnown ||= !model.silent;
  const found = office.world.memory.details.get(one.id)?.findings ?? [];
  const failed = found.flatMap(({ id, result }) => (result === 'not-met' ? [id] : [])).toSorted();
  // A permit of an earlier case may have been pushed in the same stretch of time, before or after.
  const possible = [model, { ...model, ...before }].map((at) => failingNow(at, one.type).toSorted());
  const expected = possible.find((ids) => ids.join(' ') === failed.join(' '));
  if (!expected) agree('the findings that fail', failed, possible[0]);
  one.failing = failed;
}

function compare(one: ModelCase, record: CaseRecord): void {
  agree('where the case stands', record.position, one.place);
  agree('who holds the task', record.claimedBy, one.holder);
  agree('acceptedAt', record.clock?.acceptedAt, one.acceptedAt);
  agree('deadlineAt', record.clock?.deadlineAt, one.deadlineAt);
  agree('correctBy', record.correctBy, one.correctBy);
  if (one.place === 'submitted') agree('acceptBy', record.acceptBy, one.acceptBy);
  agree('who gave which opinion', sorted(record.officers), sorted(one.officers));
}

function sorted(officers: Readonly<Record<string, string | undefined>>): unknown {
  return Object.entries(officers).toSorted(([a], [b]) => (a < b ? -1 : 1));
}

/** Each occasion once, and each delivered unless something was wrong on the way. */
function compareMessages(model: Model, one: ModelCase, office: Office, behind: boolean): void {
  const own = office.world.memory.messages.filter(({ caseId }) => caseId === one.id);
  agree('the messages owed', own.map(({ event }) => event).toSorted(), one.owed.toSorted());
  for (const { event, state } of own) {
    const sms = `${one.id} ${event}`;
    const sent = office.province.told.filter((told) => told === `sms ${sms}`).length;
    hold('a message goes out once at most', sent <= 1, sms);
    if (!one.phone) hold('without a telephone none is sent', sent === 0, sms);
    const settled = state === (one.phone ? 'sent' : 'skipped');
    if (settled && one.phone) agree('what was sent', sent, 1);
    if (settled || model.troubled.has(sms)) continue;
    if (office.died || model.smsDown) model.troubled.add(sms);
    else if (!behind) {
      throw new Disagreement(`the message ${event} is ${state} though nothing was wrong`);
    }
  }
  if (isOver(one) && !behind) {
    hold('an ended case is archived', office.record(one.id).archivedAt !== undefined);
  }
}
