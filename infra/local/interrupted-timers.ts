import type { FaultBook } from './faults.ts';
import type { TimerSource } from './timers.ts';

/** The timers of a source, with whatever failure is ordered for their firing. */
export function interrupted(source: TimerSource, faults: FaultBook): TimerSource {
  return {
    nextDueAt: () => source.nextDueAt(),
    fireDue: (nowMillis) => faults.around('timers', 'fire', () => source.fireDue(nowMillis)),
    idle: () => source.idle(),
  };
}
