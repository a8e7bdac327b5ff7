import type { Journal, Write } from '../../infra/local/step-functions/journal.ts';

/** What the store of Step Functions asks of its journal. */
type Kept = Pick<Journal, 'commit' | 'read' | 'readAll' | 'close'>;

/** A journal that forgets with the process: thousands of executions a second, without a disk. */
export function memoryJournal(): Journal {
  const values = new Map<string, string>();
  const journal: Kept = {
    async commit(writes: readonly Write[]) {
      for (const { key, value } of writes) values.set(key, value);
    },
    read: async (key) => values.get(key),
    readAll: async (prefix) =>
      [...values.keys()]
        .filter((key) => key.startsWith(prefix))
        .toSorted()
        .map((key) => values.get(key) ?? ''),
    close: async () => values.clear(),
  };
  // The class has private fields, so that no other shape fits it; its store uses only these four.
  return journal as Journal;
}
