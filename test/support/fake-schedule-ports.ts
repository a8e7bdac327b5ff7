import type { CalendarEdition } from '../../functions/domain/calendar.ts';
import { StaleWriteError } from '../../functions/domain/rule-error.ts';
import { standingEditions } from '../../functions/domain/calendar-load.ts';
import type { Workflow } from '../../functions/ports/outside.ts';
import type { CalendarStore } from '../../functions/ports/registers.ts';
import { copied, type FakeMemory } from './fake-memory.ts';

/** Calendar editions in memory, over those of the release. */
export function fakeCalendars(memory: FakeMemory, bundled: () => readonly CalendarEdition[]): CalendarStore {
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

const STATUS_OF = { running: 'RUNNING', succeeded: 'SUCCEEDED', failed: 'FAILED' } as const;

/** Executions in memory. A token finds a task that waits only where the test says so. */
export function fakeWorkflow({ executions, awaitedTokens }: FakeMemory): Workflow {
  return {
    async start(caseId) {
      if (!executions.has(caseId)) executions.set(caseId, 'running');
    },
    wake: async (token) => awaitedTokens.delete(token),
    reroute: async (token) => awaitedTokens.delete(token),
    status: async (caseId) => executions.get(caseId),
    async list({ status }) {
      const all = [...executions].map(([caseId, stands]) => ({
        caseId,
        status: STATUS_OF[stands],
        startedAt: '2026-03-02T09:00:00.000+08:00',
      }));
      return { executions: all.filter((one) => status === undefined || one.status === status) };
    },
    async redrive(caseId) {
      const status = executions.get(caseId);
      if (status === 'failed') executions.set(caseId, 'running');
      return status === 'succeeded' ? 'not-redrivable' : status && 'running';
    },
  };
}
