import { toMillis } from '../../functions/domain/instant.ts';
import { StaleWriteError } from '../../functions/domain/rule-error.ts';
import type { DraftStore } from '../../functions/ports/case-records.ts';
import type {
  ReplyStore,
  SessionStore,
  StaffStore,
  StatisticsStore,
} from '../../functions/ports/registers.ts';
import { copied, type FakeMemory } from './fake-memory.ts';

const LEASE_MILLIS = 60_000;
const DAY_MILLIS = 86_400_000;

/** Drafts in memory. @param now business time */
export function fakeDrafts(memory: FakeMemory, now: () => string): DraftStore {
  const isAlive = ({ expiresAt }: { expiresAt: string }) => toMillis(expiresAt) > toMillis(now());
  return {
    async find(id) {
      const draft = memory.drafts.get(id);
      return draft && isAlive(draft) ? copied(draft) : undefined;
    },
    listByOwner: async (ownerKey) =>
      copied(
        [...memory.drafts.values()].filter((draft) => draft.ownerKeys.includes(ownerKey) && isAlive(draft)),
      ),
    listByClerk: async (staffId) =>
      copied(
        [...memory.drafts.values()].filter(
          (draft) => draft.enteredBy === staffId && !draft.correction && isAlive(draft),
        ),
      ),
    expired: async () =>
      copied(
        [...memory.drafts.values()]
          .filter((draft) => !isAlive(draft))
          .sort((a, b) => (a.expiresAt < b.expiresAt ? -1 : 1)),
      ),
    async forget({ id, version }) {
      if (memory.drafts.get(id)?.version === version) memory.drafts.delete(id);
    },
    async save(next, previous) {
      if (memory.drafts.get(next.id)?.version !== previous?.version) {
        throw new StaleWriteError('The draft was written in between');
      }
      memory.drafts.set(next.id, copied(next));
    },
  };
}

/** Sessions in memory. */
export function fakeSessions(memory: FakeMemory, transportMillis: () => number): SessionStore {
  return {
    async create(session) {
      if (memory.sessions.has(session.id)) throw new Error('A session of this id exists');
      memory.sessions.set(session.id, copied(session));
    },
    async find(id) {
      const session = memory.sessions.get(id);
      return session && session.expiresAtSeconds * 1000 > transportMillis() ? copied(session) : undefined;
    },
    async end(id) {
      memory.sessions.delete(id);
    },
  };
}

/** Officers in memory. */
export function fakeStaff(memory: FakeMemory): StaffStore {
  return {
    find: async (id) => copied(memory.staff.get(id)),
    findActiveByPerson: async (ownerKey) =>
      copied([...memory.staff.values()].find((member) => member.active && member.ownerKey === ownerKey)),
    async findWithAbsent(id) {
      const member = memory.staff.get(id);
      const absent = [...memory.staff.values()].filter(({ deputies = [] }) =>
        deputies.some(({ deputyId }) => deputyId === id),
      );
      return copied(member && { member, absent });
    },
    async save(next, previous, change) {
      const stored = memory.staff.get(next.id);
      if ((stored === undefined) !== (previous === undefined) || stored?.version !== previous?.version)
        throw new StaleWriteError('The entry was changed');
      const taken = [...memory.staff.values()].some(
        ({ id, active, ownerKey }) =>
          id !== next.id && active && next.active && ownerKey !== undefined && ownerKey === next.ownerKey,
      );
      if (taken) throw new StaleWriteError('The person is in service already');
      memory.staff.set(next.id, copied(next));
      memory.staffChanges.set(next.id, [...(memory.staffChanges.get(next.id) ?? []), copied(change)]);
    },
    changes: async (id) => copied(memory.staffChanges.get(id) ?? []),
  };
}

/** Counters in memory, written with the cases. */
export function fakeStatistics(memory: FakeMemory): StatisticsStore {
  return {
    days: async (from, to) =>
      [...memory.counts]
        .filter(([day]) => from <= day && day <= to)
        .map(([day, counts]) => ({ day, counts: copied(counts) }))
        .toSorted((a, b) => (a.day < b.day ? -1 : 1)),
  };
}

/** Kept answers in memory. */
export function fakeReplies(memory: FakeMemory, transportMillis: () => number): ReplyStore {
  return {
    async claim(key) {
      const kept = memory.replies.get(key);
      const over = kept === undefined || kept.until <= transportMillis();
      if (!over) return kept.reply ? copied(kept.reply) : 'busy';
      memory.replies.set(key, { until: transportMillis() + LEASE_MILLIS });
      return 'claimed';
    },
    async keep(key, reply) {
      memory.replies.set(key, { until: transportMillis() + DAY_MILLIS, reply: copied(reply) });
    },
    async release(key) {
      if (!memory.replies.get(key)?.reply) memory.replies.delete(key);
    },
  };
}
