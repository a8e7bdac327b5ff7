import { chainAccess, isIntact, type Access } from '../../functions/domain/access.ts';
import { NO_RATINGS, type Rating } from '../../functions/domain/rating.ts';
import type { Reminder } from '../../functions/domain/reminder.ts';
import type { AccessStore, RatingStore, ReminderStore, TryStore } from '../../functions/ports/registers.ts';
import { copied } from './fake-memory.ts';

/** What applicants, and those who look at their cases, leave behind beside the cases. */
export class FakePublicMemory {
  readonly accesses = new Map<string, Access[]>();
  readonly ratings = new Map<string, Rating>();
  readonly reminders = new Map<string, { reminder: Reminder; claimed: boolean }>();
  readonly tries = new Map<string, { taken: number; until: number }>();
}

/** Chains of accesses in memory. */
export function fakeAccesses({ accesses }: FakePublicMemory): AccessStore {
  return {
    async append(caseId, entry) {
      const chain = accesses.get(caseId) ?? [];
      const link = chainAccess(caseId, chain.at(-1), copied(entry));
      accesses.set(caseId, [...chain, link]);
      return { sequence: link.sequence, hash: link.hash };
    },
    async last(caseId) {
      const link = accesses.get(caseId)?.at(-1);
      return link && { sequence: link.sequence, hash: link.hash };
    },
    async list(caseId, anchors = []) {
      const chain = copied(accesses.get(caseId) ?? []);
      return { intact: isIntact(chain, anchors), accesses: chain };
    },
  };
}

/** Ratings in memory. */
export function fakeRatings({ ratings }: FakePublicMemory): RatingStore {
  return {
    async rate(rating) {
      if (ratings.has(rating.caseId)) return false;
      ratings.set(rating.caseId, copied(rating));
      return true;
    },
    find: async (caseId) => copied(ratings.get(caseId)),
    async tally() {
      const counted = { ...NO_RATINGS };
      for (const { grade } of ratings.values()) counted[grade] += 1;
      return counted;
    },
  };
}

/** Reminders in memory. */
export function fakeReminders({ reminders }: FakePublicMemory): ReminderStore {
  const subjectOf = ({ kind, ownerKey, caseId, dueOn }: Reminder) =>
    [kind, ownerKey, caseId, dueOn].join(' ');
  const same = (reminder: Reminder) => {
    const kept = reminders.get(subjectOf(reminder));
    return kept?.reminder.day === reminder.day ? kept : undefined;
  };
  return {
    async set(reminder) {
      reminders.set(subjectOf(reminder), { reminder: copied(reminder), claimed: false });
    },
    due: async (day) =>
      [...reminders.values()].flatMap(({ reminder, claimed }) =>
        reminder.day === day && !claimed ? [copied(reminder)] : [],
      ),
    async claim(reminder) {
      const kept = same(reminder);
      if (!kept || kept.claimed) return false;
      kept.claimed = true;
      return true;
    },
    async unclaim(reminder) {
      const kept = same(reminder);
      if (kept) kept.claimed = false;
    },
    async forget(reminder) {
      if (same(reminder)) reminders.delete(subjectOf(reminder));
    },
  };
}

/** Counted tries in memory. @param transportMillis real time */
export function fakeTries({ tries }: FakePublicMemory, transportMillis: () => number): TryStore {
  return {
    async take(subject, limit) {
      const now = Math.floor(transportMillis() / 1000);
      const kept = tries.get(subject);
      if (!kept || kept.until <= now) {
        tries.set(subject, { taken: 1, until: now + limit.seconds });
        return undefined;
      }
      if (kept.taken >= limit.tries) return kept.until - now;
      kept.taken += 1;
      return undefined;
    },
    async giveBack(subject) {
      const kept = tries.get(subject);
      if (kept && kept.taken > 0) kept.taken -= 1;
    },
  };
}
