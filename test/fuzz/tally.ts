import { OPERATIONS } from './document.ts';
import type { Fault } from './judge.ts';
import type { RawRequest } from './wire.ts';

/** The shortest request that showed a defect, and how often it was seen. */
interface Seen {
  readonly fault: Fault;
  times: number;
  request: string;
}

/** What a run has met: how often each operation gave each status, and every defect once. */
export class Tally {
  readonly #counts = new Map<string, Map<number, number>>();
  readonly #seen = new Map<string, Seen>();
  total = 0;
  /** Paths that an odd id made into none of ours. */
  unrouted = 0;

  count(operation: string, status: number): void {
    this.total += 1;
    const counts = this.#counts.get(operation) ?? new Map<number, number>();
    counts.set(status, (counts.get(status) ?? 0) + 1);
    this.#counts.set(operation, counts);
  }

  fault(fault: Fault, sent: RawRequest): void {
    const key = `${fault.operation}: ${fault.what}`;
    const request = printed(sent);
    const seen = this.#seen.get(key);
    if (!seen) this.#seen.set(key, { fault, times: 1, request });
    else {
      seen.times += 1;
      if (request.length < seen.request.length) seen.request = request;
    }
  }

  /** Every defect: where, what, how often, and the shortest request that showed it. */
  faults(): string[] {
    return [...this.#seen].map(
      ([key, { fault, times, request }]) => `${key} (${times} times)\n  ${fault.detail}\n  ${request}`,
    );
  }

  /** `<operation> <status>` of each documented success that no request has met. */
  unmet(): string[] {
    return OPERATIONS.flatMap(({ id, responses }) =>
      Object.keys(responses)
        .filter((status) => /^[23]/u.test(status) && !this.#counts.get(id)?.has(Number(status)))
        .map((status) => `${id} ${status}`),
    );
  }

  /** Operations down, statuses across. */
  table(): string {
    const statuses = [
      ...new Set([...this.#counts.values()].flatMap((counts) => [...counts.keys()])),
    ].toSorted((a, b) => a - b);
    const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
    return [
      line(['operation', ...statuses.map(String)]),
      line(['---', ...statuses.map(() => '---:')]),
      ...OPERATIONS.map(({ id }) =>
        line([id, ...statuses.map((status) => String(this.#counts.get(id)?.get(status) ?? ''))]),
      ),
    ].join('\n');
  }
}

function printed({ method, target, headers, body }: RawRequest): string {
  const shown = Object.entries(headers).map(([name, value]) => `${name}: ${value.slice(0, 24)}`);
  return `${method} ${target.slice(0, 200)} [${shown.join('; ')}] ${body?.toString('utf8').slice(0, 1500) ?? ''}`;
}
