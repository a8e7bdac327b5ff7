import { RuleError, StaleWriteError } from '../../functions/domain/rule-error.ts';
import { AWAITED, isClosed, stageOf } from '../../functions/domain/status.ts';
import { dailyCounts, sumOf } from '../../functions/domain/statistics-count.ts';
import type { CaseRecord } from '../../functions/domain/case-record.ts';
import { toMillis } from '../../functions/domain/instant.ts';
import type {
  CaseChange,
  CaseStore,
  MessageState,
  PermitStore,
  TaskTokenStore,
} from '../../functions/ports/case-records.ts';
import { copied, type FakeMemory, type FakeMessage } from './fake-memory.ts';
import { messageOf, UNSURE } from './fake-messages.ts';

/** Cases in memory, with the promises of the port. */
export function fakeCases(memory: FakeMemory): CaseStore {
  return {
    find: async (id) => copied(memory.records.get(id)),
    findDetails: async (id) => copied(memory.details.get(id)),
    events: async (id) => copied(memory.events.get(id) ?? []),
    findByNumber: async (number) =>
      [...memory.records.values()].find(({ applicationNumber }) => applicationNumber === number)?.id,
    listByOwner: async (ownerKey) =>
      copied(
        [...memory.records.values()]
          .filter(({ ownerKeys }) => ownerKeys.includes(ownerKey))
          .sort((a, b) => (a.id < b.id ? -1 : 1)),
      ),
    findByLookup: async ({ kind, key }) => [...(memory.lookups.get(`${kind} ${key}`) ?? [])].toSorted(),
    queue: async (stage) =>
      copied(
        [...memory.records.values()]
          .filter((record) => listOf(record) === stage)
          .sort((a, b) => (sortedBy(a) < sortedBy(b) ? -1 : 1)),
      ),
    open: async () => copied([...memory.records.values()].filter(({ archivedAt }) => !archivedAt)),
    deferred: async () =>
      copied(
        [...memory.records.values()].filter(
          ({ archivedAt, licenceId, province, permitStatus }) =>
            archivedAt && licenceId && (province !== 'settled' || permitStatus?.told === false),
        ),
      ),
    async commit(change) {
      refuse(memory, change);
      write(memory, copied(change));
    },
  };
}

function listOf({ position, secondLook }: CaseRecord): string | undefined {
  if (position === 'refused' || position === 'not-accepted')
    return secondLook && !secondLook.answeredAt ? 'second-look' : undefined;
  return stageOf(position);
}

function sortedBy({ clock, acceptBy, receivedAt, secondLook, id }: CaseRecord): string {
  return `${secondLook?.askedAt ?? clock?.deadlineAt ?? acceptBy ?? receivedAt}#${id}`;
}

const SETTLED_FROM: Readonly<Record<'claimed' | 'unsure', readonly (MessageState | undefined)[]>> = {
  claimed: ['claimed'],
  unsure: UNSURE,
};

function stateOf(memory: FakeMemory, caseId: string, event: string): MessageState | undefined {
  return messageOf(memory, caseId, event)?.state;
}

/** @throws what the port promises; nothing is written before */
function refuse(memory: FakeMemory, { previous, next, settles, draft }: CaseChange): void {
  const stored = memory.records.get(next.id);
  const stale = stored?.sequence !== previous?.sequence || stored?.lastHash !== previous?.lastHash;
  if (stale) throw new StaleWriteError('The case was written in between');
  if (draft && memory.drafts.get(draft.id)?.version !== draft.version) {
    throw new StaleWriteError('The draft was changed');
  }
  if (settles && !SETTLED_FROM[settles.was ?? 'claimed'].includes(stateOf(memory, next.id, settles.event))) {
    throw new StaleWriteError('The message is not there to be settled');
  }
  if (previous) return;
  const others = [...memory.records.values()];
  const [holder] = next.ownerKeys;
  if (others.some(({ position, ownerKeys }) => ownerKeys[0] === holder && !isClosed(position))) {
    throw new RuleError('OPEN_APPLICATION_EXISTS');
  }
  if (others.some(({ applicationNumber }) => applicationNumber === next.applicationNumber)) {
    throw new StaleWriteError('The number is taken');
  }
}

function write(memory: FakeMemory, change: CaseChange): void {
  const { next, events, details, owes = [], settles, draft, opens, permit } = change;
  memory.records.set(next.id, next);
  memory.events.set(next.id, [...(memory.events.get(next.id) ?? []), ...events]);
  if (details) memory.details.set(next.id, details);
  const since = events.at(-1)?.at ?? '';
  for (const event of owes) owe(memory, { caseId: next.id, event, owedSince: next.sequence, since });
  const settled = settles && messageOf(memory, next.id, settles.event);
  if (settled) Object.assign(settled, { state: settles.state, since });
  if (draft) memory.drafts.delete(draft.id);
  if (opens) memory.drafts.set(opens.id, opens);
  for (const { kind, key } of change.lookups ?? []) {
    const found = memory.lookups.get(`${kind} ${key}`) ?? new Set();
    memory.lookups.set(`${kind} ${key}`, found.add(next.id));
  }
  for (const [day, counts] of dailyCounts(change.previous, events)) {
    memory.counts.set(day, sumOf([memory.counts.get(day) ?? {}, counts]));
  }
  if (permit) memory.permits.set(permit.permit.licenceId, permit);
}

/** Owed again once the earlier one is settled; while it is not, one message tells both. */
function owe(memory: FakeMemory, message: Omit<FakeMessage, 'state'>): void {
  const earlier = messageOf(memory, message.caseId, message.event);
  if (earlier?.state === 'owed' || earlier?.state === 'claimed') return;
  if (earlier) memory.messages.splice(memory.messages.indexOf(earlier), 1);
  memory.messages.push({ ...message, state: 'owed' });
}

/** Task tokens in memory. */
export function fakeTaskTokens(memory: FakeMemory): TaskTokenStore {
  return {
    async open({ caseId, stage, round, token, enteredAt, attempt }) {
      const key = `${caseId} ${stage}`;
      const kept = memory.tokens.get(key);
      const enteredAtMillis = enteredAt === undefined ? undefined : toMillis(enteredAt);
      const aheadMillis = (kept?.enteredAtMillis ?? 0) - (enteredAtMillis ?? 0);
      const isTriedAgain = aheadMillis === 0 && (kept?.attempt ?? 0) > (attempt ?? Infinity);
      const isOvertaken =
        enteredAtMillis !== undefined &&
        kept?.round === round &&
        (isTriedAgain || (aheadMillis > 0 && aheadMillis <= 300_000));
      if ((kept?.round ?? 0) > round || isOvertaken) return;
      memory.tokens.set(key, { round, token, enteredAtMillis, attempt });
    },
    async find(caseId, stage, round) {
      const kept = memory.tokens.get(`${caseId} ${stage}`);
      return kept?.round === round ? kept.token : undefined;
    },
    async kept(caseId) {
      return AWAITED.flatMap((stage) => {
        const found = memory.tokens.get(`${caseId} ${stage}`);
        return found ? [{ stage, round: found.round, token: found.token }] : [];
      });
    },
  };
}

/** Issued permits in memory. */
export function fakePermits(memory: FakeMemory): PermitStore {
  return { find: async (licenceId) => copied(memory.permits.get(licenceId)) };
}
