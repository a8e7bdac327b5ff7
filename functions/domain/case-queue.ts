import type { CaseRecord } from './case-record.ts';
import { queueOf } from './second-look.ts';
import { awaitedAt, isClosed } from './status.ts';

/**
 * Where a case can be found as long as something is still to be done with it: on the list of a stage or of those who
 * look a second time, with the applicant who corrects, `none` while its permit is made, `closing` from its end until
 * its file is kept, `deferred` while the province has still to be told after that. A case is in one place at a time.
 */
export const PLACES = [
  'acceptance',
  'review',
  'approval',
  'correction',
  'none',
  'closing',
  'second-look',
  'deferred',
] as const;
export type Place = (typeof PLACES)[number];

/** Places where a case may be whose file is not kept yet. */
export const OPEN_PLACES = PLACES.filter((place) => place !== 'deferred');

/** Undefined once nothing is left to do. */
export function placeOf(record: CaseRecord): Place | undefined {
  const { position, archivedAt, licenceId, province, permitStatus } = record;
  const listed = awaitedAt(position) ?? queueOf(record);
  if (listed) return listed;
  if (archivedAt === undefined) return isClosed(position) ? 'closing' : 'none';
  const untold = province !== 'settled' || permitStatus?.told === false;
  return licenceId !== undefined && untold ? 'deferred' : undefined;
}
