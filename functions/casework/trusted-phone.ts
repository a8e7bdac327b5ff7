import type { CaseRecord } from '../domain/case-record.ts';
import { mobileNumberDefects } from '../domain/mobile-number.ts';
import type { World } from '../ports.ts';

/**
 * A telephone number of the holder that only they can have given: that of the latest earlier case which they filed
 * themselves, signed in as themselves. Neither a number typed by who files for them, nor one that a clerk typed, is
 * trusted; undefined where there is no other.
 * @see docs/rules.md#messages
 */
export async function trustedPhoneOf(
  { cases }: Pick<World, 'cases'>,
  { id, ownerKeys: [holder = ''] }: CaseRecord,
): Promise<string | undefined> {
  const earlier = (await cases.listByOwner(holder))
    .filter((record) => record.id !== id && record.ownerKeys[0] === holder)
    // The number of a synthetic case is invented, and may well be somebody's.
    .filter(({ channel, synthetic }) => channel === 'online' && !synthetic)
    .toSorted((a, b) => (a.receivedAt > b.receivedAt ? -1 : 1));
  for (const record of earlier) {
    const [first] = await cases.events(record.id);
    if (first?.actor.kind !== 'applicant' || first.actor.id !== holder) continue;
    const number = (await cases.findDetails(record.id))?.form.mobilePhone;
    if (number !== undefined && mobileNumberDefects(number).length === 0) return number;
  }
  return undefined;
}
