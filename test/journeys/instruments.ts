import { call, ok, until } from './client.ts';
import type { Execution, History, Province, Sms } from './answers.ts';

/** The local instruments, over HTTP like everything else. */
export class Instruments {
  readonly origin: string;

  constructor(origin: string) {
    this.origin = origin;
  }

  async now(): Promise<string> {
    return ok(await call<{ now: string }>(`${this.origin}/_local/clock`, 'GET')).now;
  }

  /** @param to an instant */
  async moveTo(to: string): Promise<void> {
    ok(await call(`${this.origin}/_local/clock`, 'POST', { body: { now: to } }));
  }

  /** @param duration ISO 8601 */
  async advance(duration: string): Promise<void> {
    ok(await call(`${this.origin}/_local/clock`, 'POST', { body: { advance: duration } }));
  }

  /** Sent about one case, oldest first. */
  async messages(id: string): Promise<readonly Sms[]> {
    const all = ok(await call<readonly Sms[]>(`${this.origin}/_local/messages`, 'GET'));
    return all.filter(({ applicationId }) => applicationId === id);
  }

  async executions(): Promise<readonly Execution[]> {
    return ok(await call<readonly Execution[]>(`${this.origin}/_local/executions`, 'GET'));
  }

  async history(id: string): Promise<History> {
    return ok(await call<History>(`${this.origin}/_local/executions/${id}`, 'GET'));
  }

  async province(): Promise<Province> {
    return ok(await call<Province>(`${this.origin}/_local/province`, 'GET'));
  }

  async fault(order: {
    service: string;
    operation: string;
    kind: 'error' | 'delay' | 'crash-before' | 'crash-after' | 'lose-answer' | 'garble-answer' | 'double';
    times?: number;
    status?: number;
  }): Promise<void> {
    ok(await call(`${this.origin}/_local/faults`, 'POST', { body: order }));
  }

  async reset(): Promise<void> {
    ok(await call(`${this.origin}/_local/reset`, 'POST', { body: {} }));
  }

  /** Waits until the machine waits for a human at this state, or has come to its end where none is given. */
  async atState(id: string, state?: string): Promise<History> {
    return until(
      () => this.history(id),
      ({ execution, events }) => {
        if (state === undefined) return execution.status !== 'RUNNING';
        const entered = events.findLast((event) => event.stateEnteredEventDetails !== undefined);
        return entered?.stateEnteredEventDetails?.name === state && events.at(-1)?.type === 'TaskSubmitted';
      },
    );
  }
}

/** The states a machine went through, in order. */
export function statesOf({ events }: History): string[] {
  return events.flatMap(({ stateEnteredEventDetails }) => stateEnteredEventDetails?.name ?? []);
}
