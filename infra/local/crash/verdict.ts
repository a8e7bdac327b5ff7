import { setTimeout as wait } from 'node:timers/promises';
import * as z from 'zod';
import { createDynamoCases } from '../../../functions/adapters/dynamo-cases.ts';
import { createDynamoMessages } from '../../../functions/adapters/dynamo-messages.ts';
import { createDynamoPermits } from '../../../functions/adapters/dynamo-permits.ts';
import { DynamoTable } from '../../../functions/adapters/dynamo-table.ts';
import { canonicalJson } from '../../../functions/domain/canonical.ts';
import { firstBrokenLink, type CaseEvent, type MessageEvent } from '../../../functions/domain/case-event.ts';
import { foldEvents } from '../../../functions/domain/case-fold.ts';
import { statusOf } from '../../../functions/domain/status.ts';
import { AWS_PREFIX, REGION } from '../prepare.ts';
import { TABLE } from '../table.ts';
import type { Expected } from './journeys.ts';
import { send } from './patient-client.ts';
import type { Subject } from './subject.ts';

/** What became of a case: what is not there though it must be, and what is there twice. */
export interface Verdict {
  readonly ending: string;
  readonly lost: readonly string[];
  readonly duplicated: readonly string[];
  /** Messages that nobody can say of whether they went out. */
  readonly unknown: readonly MessageEvent[];
  /** The province did not answer in time: push and cancellation are on the reconcile list. */
  readonly deferred: boolean;
}

const Messages = z.array(z.object({ event: z.string(), applicationId: z.string() }));
const Executions = z.array(z.object({ applicationId: z.string(), status: z.string() }));
const Province = z.object({
  permits: z.array(z.object({ permitNumber: z.string(), holderId: z.string(), status: z.string() })),
  licences: z.array(z.object({ licenceId: z.string(), holderId: z.string() })),
  cancellations: z.array(z.object({ permitNumber: z.string(), replacedBy: z.string() })),
});
interface Outside {
  readonly messages: z.infer<typeof Messages>;
  readonly executions: z.infer<typeof Executions>;
  readonly province: z.infer<typeof Province>;
}
const PATIENCE_MILLIS = 30_000;
/** Business time passes only when told; a step that is to be tried again waits for it. */
const NUDGE_AFTER_MILLIS = 2_000;

/** Waits until every one of these cases has come to its end, moving the clock where a repeat is due. @throws Error */
export async function awaitEndings(subject: Subject, expected: readonly Expected[]): Promise<void> {
  const begun = Date.now();
  let nudged = begun;
  for (;;) {
    const executions = Executions.parse(await send(subject, '/_local/executions', { method: 'GET' }));
    const ended = new Set(
      executions.filter(({ status }) => status !== 'RUNNING').map(({ applicationId }) => applicationId),
    );
    if (expected.every(({ caseId }) => ended.has(caseId))) return;
    if (Date.now() - begun > PATIENCE_MILLIS) throw new Error('Not every case has ended');
    if (Date.now() - nudged > NUDGE_AFTER_MILLIS) {
      await send(subject, '/_local/clock', { method: 'POST', body: { advance: 'PT1M' } });
      nudged = Date.now();
    }
    await wait(15);
  }
}

/** Judges cases that have ended. @param mayDefer whether the province may still have to be told */
export async function judge(
  subject: Subject,
  expected: readonly Expected[],
  { mayDefer = false }: { readonly mayDefer?: boolean } = {},
): Promise<Verdict[]> {
  const look = (path: string): Promise<unknown> => send(subject, path, { method: 'GET' });
  const outside = {
    messages: Messages.parse(await look('/_local/messages')),
    executions: Executions.parse(await look('/_local/executions')),
    province: Province.parse(await look('/_local/province')),
  };
  const table = new DynamoTable({
    tableName: TABLE.TableName,
    config: {
      endpoint: `${subject.origin}${AWS_PREFIX}`,
      region: REGION,
      credentials: await subject.credentials(),
    },
  });
  const verdicts: Verdict[] = [];
  for (const one of expected) verdicts.push(await judgeOne(table, outside, one, mayDefer));
  return verdicts;
}

async function judgeOne(
  table: DynamoTable,
  outside: Outside,
  expected: Expected,
  mayDefer: boolean,
): Promise<Verdict> {
  const cases = createDynamoCases(table);
  const record = await cases.find(expected.caseId);
  const events = await cases.events(expected.caseId);
  if (!record) return { ending: 'absent', lost: ['case'], duplicated: [], unknown: [], deferred: false };
  const unsettled = await createDynamoMessages(table, Date.now).listUnsettled(expected.caseId);
  const permit = record.licenceId && (await createDynamoPermits(table).find(record.licenceId));
  const tally = new Tally();
  tally.is('ending', statusOf(record.position), expected.status);
  tally.is('application number', record.applicationNumber, expected.applicationNumber);
  tally.is('event chain', firstBrokenLink(events), undefined);
  tally.is('record is the fold of its events', canonicalJson(record), canonicalJson(foldEvents(events)));
  tally.is('decisions', outcomesOf(events).join(), expected.outcomes.join());
  tally.counts('issued event', factsOf(events, 'issued'), expected.licences);
  tally.counts('permit', permit ? 1 : 0, expected.licences);
  tally.counts('archived event', factsOf(events, 'archived'), 1);
  const own = outside.executions.filter(({ applicationId }) => applicationId === expected.caseId);
  tally.counts('execution', own.length, 1);
  tally.is('execution', own[0]?.status, 'SUCCEEDED');
  const deferred = mayDefer && record.province === 'deferred';
  if (!deferred) {
    tally.counts('acknowledgement', factsOf(events, 'licence-acknowledged'), expected.licences);
    judgeProvince(tally, outside.province, expected, record.licenceId);
  }
  const unknown = judgeMessages(tally, outside.messages, expected, events);
  for (const { event, state } of unsettled) tally.lost.push(`message ${event} stays ${state}`);
  return {
    ending: statusOf(record.position),
    lost: tally.lost,
    duplicated: tally.duplicated,
    unknown,
    deferred,
  };
}

function judgeProvince(
  tally: Tally,
  { licences, cancellations, permits }: Outside['province'],
  { person, licences: owed, cancellations: cancelled }: Expected,
  licenceId: string | undefined,
): void {
  const held = licences.filter(({ holderId }) => holderId === person);
  tally.counts('licence at the province', held.length, owed);
  const old = cancellations.filter(({ replacedBy }) => replacedBy === licenceId);
  tally.counts('cancellation at the province', old.length, cancelled);
  const inForce = permits.filter(({ holderId, status }) => holderId === person && status === 'NORMAL');
  tally.counts('permit in force', inForce.length, owed);
}

/** Each owed message at most once; exactly once where the record says that it was sent. */
function judgeMessages(
  tally: Tally,
  messages: Outside['messages'],
  expected: Expected,
  events: readonly CaseEvent[],
): MessageEvent[] {
  const unknown: MessageEvent[] = [];
  for (const event of expected.messages) {
    const published = messages.filter(
      (message) => message.applicationId === expected.caseId && message.event === event,
    ).length;
    const fates = events.flatMap(({ fact }) => ('event' in fact && fact.event === event ? [fact.type] : []));
    if (published > 1) tally.duplicated.push(`message ${event} × ${published}`);
    if (fates.length > 1) tally.duplicated.push(`fate of message ${event}: ${fates.join()}`);
    if (fates[0] === 'message-unknown') unknown.push(event);
    else if (fates[0] !== 'message-sent' || published === 0) tally.lost.push(`message ${event}`);
  }
  judgeOrder(tally, messages, expected);
  const strange = messages.filter(
    ({ applicationId, event }) =>
      applicationId === expected.caseId && !expected.messages.some((owed) => owed === event),
  );
  for (const { event } of strange) tally.duplicated.push(`message ${event}, never owed`);
  return unknown;
}

/** They went out in the order in which they were owed. */
function judgeOrder(tally: Tally, messages: Outside['messages'], { caseId, messages: owed }: Expected): void {
  const sent = messages.flatMap(({ applicationId, event }) => (applicationId === caseId ? [event] : []));
  const inOrder = owed.filter((event) => sent.includes(event));
  tally.is('order of the messages', [...new Set(sent)].join(), inOrder.join());
}

/** Collects what is missing and what is too much. */
class Tally {
  readonly lost: string[] = [];
  readonly duplicated: string[] = [];

  counts(what: string, found: number, expected: number): void {
    if (found < expected) this.lost.push(what);
    if (found > expected) this.duplicated.push(`${what} × ${found}`);
  }

  is(what: string, found: unknown, expected: unknown): void {
    if (found !== expected) this.lost.push(`${what}: ${String(found)}, not ${String(expected)}`);
  }
}

function factsOf(events: readonly CaseEvent[], type: string): number {
  return events.filter(({ fact }) => fact.type === type).length;
}

function outcomesOf(events: readonly CaseEvent[]): string[] {
  return events.flatMap(({ fact }) => (fact.type === 'decided' ? [fact.outcome] : []));
}
