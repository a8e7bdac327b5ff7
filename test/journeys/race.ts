import type { HoldBook } from '../support/hold-book.ts';
import type { Events, Execution } from './answers.ts';
import type { Answer, Person } from './client.ts';
import { statesOf, type Instruments } from './instruments.ts';
import { outcomeOf } from './problems.ts';

/** One of two acts that meet. */
export interface Act {
  /** Texts by which the call before which it is held is known: all of them stand in it. */
  readonly writes: readonly string[];
  /** @default 'TransactWriteItems', the write itself */
  readonly operation?: 'GetItem';
  readonly run: () => Promise<Answer<unknown>>;
}

/** Texts of the write that adds this fact to the case. */
export function writing(caseId: string, fact: string): readonly string[] {
  return [`CASE#${caseId}`, `"type":"${fact}"`];
}

/**
 * Both acts at once: the loser has read everything and stands before its write, the winner goes through whole, then the
 * loser goes on. @returns `<status> <code>` of the winner and of the loser
 */
export async function inOrder(book: HoldBook, winner: Act, loser: Act): Promise<[string, string]> {
  const { operation: held = 'TransactWriteItems', writes } = loser;
  const hold = book.hold(
    ({ operation, body }) => operation === held && writes.every((text) => body.includes(text)),
  );
  const second = loser.run();
  try {
    await Promise.race([hold.reached, second.then(neverCame)]);
    const won = outcomeOf(await winner.run());
    hold.release();
    return [won, outcomeOf(await second)];
  } finally {
    hold.release();
  }
}

function neverCame(answer: Answer<unknown>): never {
  throw new Error(`It was answered before it wrote: ${outcomeOf(answer)} ${JSON.stringify(answer.body)}`);
}

/** Time as one of the two: it comes to the instant, and the machine does what is due. */
export function time(local: Instruments, caseId: string, to: string, fact: string): Act {
  return {
    writes: writing(caseId, fact),
    async run() {
      await local.moveTo(to);
      return { status: 200, headers: new Headers(), body: {} };
    },
  };
}

/** Does the act, and keeps the answer from the machine until the clock has passed the instant. */
export async function unheard(book: HoldBook, local: Instruments, act: Act, to: string): Promise<string> {
  const hold = book.hold(({ operation }) => operation.startsWith('SendTask'));
  const answer = act.run();
  await hold.reached;
  await local.moveTo(to);
  hold.release();
  return String((await answer).status);
}

/** Where a case stands, and everything that people and time did to it, in order. */
export interface Stands {
  readonly status: string;
  /** The state at which the machine waits, or how it ended. */
  readonly machine: string;
  readonly facts: readonly string[];
  readonly sms: readonly string[];
}

const OF_THE_SYSTEM = new Set([
  'materials-kept',
  'checked',
  'message-sent',
  'licence-acknowledged',
  'old-permits-cancelled',
  'archived',
]);

/** Waits until the machine is at rest there, and looks. @throws Error where the chain is broken, or a second machine runs */
export async function standsAt(
  local: Instruments,
  auditor: Person,
  id: string,
  state?: string,
): Promise<Stands> {
  const history = await local.atState(id, state);
  const { intact, events } = await auditor.get<Events>(`/cases/${id}/events`);
  const executions = (await local.executions()).filter(
    ({ applicationId }: Execution) => applicationId === id,
  );
  if (!intact || executions.length !== 1)
    throw new Error(`intact: ${intact}, machines: ${executions.length}`);
  const { status } = await auditor.file(id);
  return {
    status,
    machine: state === undefined ? history.execution.status : (statesOf(history).at(-1) ?? ''),
    facts: events
      .map(({ fact }) => fact)
      .filter(({ type }) => !OF_THE_SYSTEM.has(type))
      .map(nameOf),
    sms: (await local.messages(id)).map(({ event }) => event),
  };
}

/** The outcome of an opinion, the kind of an alarm; of any other fact what it is. */
function nameOf(fact: Events['events'][number]['fact']): string {
  const name = fact['outcome'] ?? fact['alarm'];
  return typeof name === 'string' ? name : fact.type;
}
