import type { Draft } from '../domain/application.ts';
import type { World } from '../ports.ts';

/**
 * Forgets an expired draft and the files that were uploaded for it and never became part of a case. The draft of a
 * correction that is still awaited stays: the machine ends that case, and the draft with it. May run twice.
 */
export async function tidyDrafts(world: World, draft: Draft): Promise<void> {
  const record = await world.cases.find(draft.id);
  if (record?.position === 'awaiting-correction') return;
  if (!record) for (const { key } of draft.materials) await world.materials.remove(key);
  await world.drafts.forget(draft);
}
