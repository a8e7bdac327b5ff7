import type { Draft } from '../domain/application.ts';
import { toMillis } from '../domain/instant.ts';
import { ABSENT, type Change } from './dynamo-change.ts';
import { KEYS, LISTS } from './dynamo-keys.ts';

/** Long enough for the sweep to come by, however long it was out of order. Seconds. */
const SWEEP_SECONDS = 7 * 24 * 3600;

/** The draft, and the pointers by which its owners find it. */
export function planDraft(next: Draft, previous?: Draft): Change[] {
  const { id } = next;
  // The table may forget it only after the sweep has taken away its files, which it finds through the draft.
  const expiresAt = Math.ceil(toMillis(next.expiresAt) / 1000) + SWEEP_SECONDS;
  const listed = { queuePk: LISTS.drafts, queueSk: `${next.expiresAt}#${id}` };
  const owners = new Set(next.ownerKeys);
  const gone = [...new Set(previous?.ownerKeys)].filter((ownerKey) => !owners.has(ownerKey));
  const when = previous
    ? { text: '#value.#version = :version', values: { version: previous.version } }
    : ABSENT;
  return [
    { kind: 'put', item: { ...KEYS.draft(id), value: next, expiresAt, ...listed }, when },
    ...[...owners].map((ownerKey): Change => ({
      kind: 'put',
      item: { ...KEYS.ownerDraft(ownerKey, id), draftId: id, expiresAt },
    })),
    ...gone.map((ownerKey): Change => ({ kind: 'delete', key: KEYS.ownerDraft(ownerKey, id) })),
  ];
}

/** What takes a draft away, if it is still in this version. */
export function planForgetting({ id, version, ownerKeys }: Draft): Change[] {
  const when = { text: '#value.#version = :version', values: { version } };
  return [
    { kind: 'delete', key: KEYS.draft(id), when },
    ...[...new Set(ownerKeys)].map((ownerKey): Change => ({
      kind: 'delete',
      key: KEYS.ownerDraft(ownerKey, id),
    })),
  ];
}
