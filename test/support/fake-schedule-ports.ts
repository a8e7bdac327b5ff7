import type { CalendarEdition } from '../../functions/domain/calendar.ts';
import { StaleWriteError } from '../../functions/domain/rule-error.ts';
import { standingEditions } from '../../functions/domain/calendar-load.ts';
import type { CalendarStore, Workflow } from '../../functions/ports.ts';
import { copied, type FakeMemory } from './fake-memory.ts';

/** Calendar editions in memory, over those of the release. */
export function fakeCalendars(
  memory: FakeMemory,
  bundled: () => readonly CalendarEdition[],
): CalendarStore {
  const standing = () => standingEditions(bundled(), memory.loads);
  return {
    bundled: async () => bundled(),
    editions: async () => standing().map(({ edition }) => edition),
    loads: async () => copied(memory.loads),
    async save(load) {
      const found = standing().find(({ edition }) => edition.year === load.edition.year);
      if (found?.sha256 !== load.replaces) throw new StaleWriteError('Another edition stands by now');
      memory.loads.push(copied(load));
    },
  };
}

/** Executions in memory. A token finds a task that waits only where the test says so. */
export function fakeWorkflow({ executions, awaitedTokens }: FakeMemory): Workflow {
  return {
    async start(caseId) {
      if (!executions.has(caseId)) executions.set(caseId, 'running');
    },
    wake: async (token) => awaitedTokens.delete(token),
    status: async (caseId) => executions.get(caseId),
  };
}
