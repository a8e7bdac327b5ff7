import type { Bars } from './bars.ts';
import { Disagreement } from './disagreement.ts';
import type { Answered, Call, Office } from './office.ts';

/** A call that was made, to be made again. */
export interface Made {
  readonly call: Call;
  readonly key: string;
  readonly answer: Answered;
}

/** What was called last, by office; and how often each route gave which answer. */
const lastCalls = new WeakMap<Office, Made>();
export const answers = new Map<string, number>();

/**
 * Makes a call and holds its answer against the rules that it breaks.
 * @param carriedOut takes over into the model what an allowed act does
 * @throws Disagreement
 */
export async function attempt(
  office: Office,
  call: Call,
  bars: Bars,
  carriedOut: (answer: Answered) => void,
): Promise<void> {
  const key = office.freshKey();
  office.unheard = false;
  const answer = await office.call(call, key);
  lastCalls.set(office, { call, key, answer });
  count(`${call.route} ${answer.code ?? answer.status}`);
  if (bars.length === 0 && answer.code === 'FAULT' && office.unheard) {
    // Recorded, but the machine was not told: that stands, and the same call again tells it.
    carriedOut(answer);
    return;
  }
  if (bars.length === 0 && answer.code !== undefined) {
    throw new Disagreement(
      `${call.route} by ${call.who}: the rules allow it, the answer is ${answer.status} ${answer.code} ${JSON.stringify(answer.body['errors'])}`,
    );
  }
  if (bars.length > 0 && !bars.includes(answer.code ?? '')) {
    throw new Disagreement(
      `${call.route} by ${call.who}: the rules refuse it (${bars.join(', ')}), the answer is ${answer.status} ${answer.code ?? ''}`,
    );
  }
  if (bars.length === 0) carriedOut(answer);
}

/** What was called last; forgotten by everything that is no call. */
export function lastCall(office: Office): Made | undefined {
  return lastCalls.get(office);
}

/** Something else happened: the last call can no longer be simply repeated. */
export function forgetLastCall(office: Office): void {
  lastCalls.delete(office);
}

/** One more of this, for the tally. */
export function count(what: string): void {
  answers.set(what, (answers.get(what) ?? 0) + 1);
}
