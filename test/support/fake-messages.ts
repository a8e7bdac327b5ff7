import type { MessageState, MessageStore, OwedMessage, Share } from '../../functions/ports/case-records.ts';
import { copied, type FakeMemory, type FakeMessage } from './fake-memory.ts';

/** States of messages that wait for the operator. */
export const UNSURE: readonly (MessageState | undefined)[] = ['unknown', 'failed'];

/** The case's message of the kind, as the memory holds it. */
export function messageOf(memory: FakeMemory, caseId: string, event: string) {
  return memory.messages.find((message) => message.caseId === caseId && message.event === event);
}

/** @returns false where the number has had its share */
function countOnce(memory: FakeMemory, message: FakeMessage, { phoneKey, day, most }: Share): boolean {
  if (message.counted) return true;
  const taken = memory.told.get(`${phoneKey} ${day}`) ?? 0;
  if (taken >= most) return false;
  memory.told.set(`${phoneKey} ${day}`, taken + 1);
  message.counted = true;
  return true;
}

/** Owed messages in memory. */
export function fakeMessages(memory: FakeMemory, transportMillis: () => number): MessageStore {
  let claims = 0;
  const unsettledOf = (caseId: string): OwedMessage[] => {
    const own = memory.messages.filter((message) => message.caseId === caseId);
    return own.flatMap(({ event, owedSince, state, claimedAtMillis, claim }) =>
      state === 'owed' || state === 'claimed'
        ? [
            {
              event,
              owedSince,
              state,
              ...(claimedAtMillis !== undefined && { claimedAtMillis }),
              ...(claim !== undefined && { claim }),
            },
          ]
        : [],
    );
  };
  return {
    listUnsettled: async (caseId) => unsettledOf(caseId),
    async findWithRecord(caseId) {
      const record = copied(memory.records.get(caseId));
      return record && { record, unsettled: unsettledOf(caseId) };
    },
    async list(state) {
      const wanted = state === 'unsure' ? UNSURE : ['owed', 'claimed'];
      const listed = memory.messages.filter((message) => wanted.includes(message.state));
      return listed
        .map(({ claimedAtMillis: _when, claim: _whose, counted: _counted, ...message }) => message)
        .sort((a, b) => (a.since < b.since ? -1 : 1));
    },
    async find(caseId, event) {
      const found = messageOf(memory, caseId, event);
      return found && { caseId, event, owedSince: found.owedSince, state: found.state };
    },
    async claim(caseId, event, share) {
      const message = messageOf(memory, caseId, event);
      if (message?.state !== 'owed') return undefined;
      const isUsedUp = share !== undefined && !countOnce(memory, message, share);
      message.state = 'claimed';
      message.claimedAtMillis = transportMillis();
      message.claim = `claim-${(claims += 1)}`;
      return { id: message.claim, ...(isUsedUp && { usedUp: true }) };
    },
    async unclaim(caseId, event, claim) {
      const message = messageOf(memory, caseId, event);
      if (message?.state !== 'claimed' || message.claim !== claim) return;
      message.state = 'owed';
      delete message.claimedAtMillis;
      delete message.claim;
    },
  };
}
