import type { Instant } from './instant.ts';

/** What an officer had to say why of; the event of it holds the codes, the note the words. */
export type NotedAct = 'reassignment' | 'overdue' | 'permit-status' | 'second-look' | 'message';

/** The reason an officer gave, in their own words; kept on the personal side of the case, since words may name people. */
export interface OfficeNote {
  readonly about: NotedAct;
  readonly words: string;
  /** Staff id. */
  readonly officer: string;
  readonly at: Instant;
}

/** Whether the officer's last note about this says the same words: then the act is sent again. */
export function isSameNote(
  notes: readonly OfficeNote[] | undefined,
  note: Pick<OfficeNote, 'about' | 'words' | 'officer'>,
): boolean {
  const last = notes?.findLast(({ about }) => about === note.about);
  return last?.words === note.words && last.officer === note.officer;
}
