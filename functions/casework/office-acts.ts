import type { CaseDetails } from '../domain/application.ts';
import type { CaseFact } from '../domain/case-event.ts';
import type { CaseRecord } from '../domain/case-record.ts';
import type { NotedAct } from '../domain/office-note.ts';
import type { World } from '../ports.ts';
import type { CaseChange } from '../ports/case-records.ts';
import { recordFacts } from './record-facts.ts';

/**
 * Records an act of the office with the reason for it: the codes in the event, the words in the details, in one
 * transaction.
 * @throws StaleWriteError
 */
export async function recordOfficeAct(
  world: World,
  { record, details }: { readonly record: CaseRecord; readonly details: CaseDetails },
  act: {
    readonly officer: string;
    readonly about: NotedAct;
    readonly words: string;
    readonly fact: CaseFact;
  },
  more: { readonly details?: Partial<CaseDetails> } & Pick<CaseChange, 'permit' | 'owes' | 'settles'> = {},
): Promise<CaseRecord> {
  const { officer, about, words, fact } = act;
  const { details: changed, ...extras } = more;
  const note = { about, words, officer, at: world.now() };
  return recordFacts(world, record, { kind: 'staff', id: officer }, [fact], {
    details: { ...details, ...changed, officeNotes: [...(details.officeNotes ?? []), note] },
    ...extras,
  });
}
