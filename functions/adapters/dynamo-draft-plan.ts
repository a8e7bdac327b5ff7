import type { Draft } from '../domain/application.ts';
import { toMillis } from '../domain/instant.ts';
import { ABSENT, type Change } from './dynamo-change.ts';
import { KEYS } from './dynamo-keys.ts';

/** The draft, and the pointers by which its owners find it. */
export function planDraft(next: Draft, previous?: Draft): Change[] {
  const { id } = next;
  const expiresAt = Math.ceil(toMillis(next.expiresAt) / 1000);
  const owners = new Set(next.ownerKeys);
  const gone = [...new Set(previous?.ownerKeys)].filter((ownerKey) => !owners.has(ownerKey));
  const when = previous
    ? { text: '#value.#version = :version', values: { version: previous.version } }
    : ABSENT;
  return [
    { kind: 'put', item: { ...KEYS.draft(id), value: next, expiresAt }, when },
    ...[...owners].map((ownerKey): Change => ({
      kind: 'put',
      item: { ...KEYS.ownerDraft(ownerKey, id), draftId: id, expiresAt },
    })),
    ...gone.map((ownerKey): Change => ({ kind: 'delete', key: KEYS.ownerDraft(ownerKey, id) })),
  ];
}
