import type { Draft } from '../domain/application.ts';
import { dayOf, toMillis } from '../domain/instant.ts';
import { ABSENT, type Change } from './dynamo-change.ts';
import { KEYS, LISTS } from './dynamo-keys.ts';

/** Long enough for the sweep to come by, however long it was out of order. Seconds. */
const SWEEP_SECONDS = 7 * 24 * 3600;

/** The holder of the pointers to what a clerk is typing; no owner's key looks like this. */
export function clerkHolder(staffId: string): string {
  return `CLERK#${staffId}`;
}

/** Under whom a draft is found: its owners, and the clerk who types it. */
function holdersOf({ ownerKeys, enteredBy, correction }: Draft): Set<string> {
  return new Set([...ownerKeys, ...(enteredBy !== undefined && !correction ? [clerkHolder(enteredBy)] : [])]);
}

/** The draft, and the pointers by which its owners and its clerk find it. */
export function planDraft(next: Draft, previous?: Draft): Change[] {
  const { id } = next;
  // The table may forget it only after the sweep has taken away its files, which it finds through the draft.
  const expiresAt = Math.ceil(toMillis(next.expiresAt) / 1000) + SWEEP_SECONDS;
  const listed = { queuePk: LISTS.drafts, queueSk: `${next.expiresAt}#${id}` };
  const owners = holdersOf(next);
  const before = previous ? holdersOf(previous) : new Set<string>();
  const gone = [...before].filter((holder) => !owners.has(holder));
  // A pointer that stands is left alone until the day of expiry moves; the sweep's week covers the difference.
  const moved = previous !== undefined && dayOf(previous.expiresAt) !== dayOf(next.expiresAt);
  const pointed = [...owners].filter((holder) => moved || !before.has(holder));
  const when = previous
    ? { text: '#value.#version = :version', values: { version: previous.version } }
    : ABSENT;
  return [
    { kind: 'put', item: { ...KEYS.draft(id), value: next, expiresAt, ...listed }, when },
    ...pointed.map((ownerKey): Change => ({
      kind: 'put',
      item: { ...KEYS.ownerDraft(ownerKey, id), draftId: id, expiresAt },
    })),
    ...gone.map((ownerKey): Change => ({ kind: 'delete', key: KEYS.ownerDraft(ownerKey, id) })),
  ];
}

/** What takes a draft away, if it is still in this version. */
export function planForgetting(draft: Draft): Change[] {
  const { id, version } = draft;
  const when = { text: '#value.#version = :version', values: { version } };
  return [
    { kind: 'delete', key: KEYS.draft(id), when },
    ...[...holdersOf(draft)].map((ownerKey): Change => ({
      kind: 'delete',
      key: KEYS.ownerDraft(ownerKey, id),
    })),
  ];
}
