import type { StaffMember } from '../domain/account.ts';
import type { CaseDetails } from '../domain/application.ts';
import type { CaseRecord } from '../domain/case-record.ts';
import { normaliseMobileNumber } from '../domain/mobile-number.ts';
import { sameName } from '../domain/person-name.ts';
import type { SearchTerm } from '../domain/search-term.ts';
import type { World } from '../ports.ts';
import { isRelated } from './household.ts';
import { recordAccess } from './record-access.ts';

/** How many cases one search shows. */
const MOST = 50;

/** A case that was found, with what its summary is made of. */
export interface FoundCase {
  readonly record: CaseRecord;
  readonly details: CaseDetails;
}

/**
 * The cases a term leads to, the latest first, without the officer's own and their household's. That each was found is
 * noted in its chain of accesses before it is shown.
 */
export async function findCases(
  world: World,
  member: StaffMember,
  term: SearchTerm,
): Promise<{ readonly cases: readonly FoundCase[]; readonly more: boolean }> {
  const ids = (await idsOf(world, term)).toSorted().toReversed();
  const looked = await Promise.all(ids.slice(0, MOST).map((id) => shown(world, member, term, id)));
  const cases = looked.filter((found) => found !== undefined);
  for (const { record } of cases) await recordAccess(world, record.id, member, { what: 'search' });
  return { cases, more: ids.length > MOST };
}

async function idsOf(world: World, { kind, value }: SearchTerm): Promise<readonly string[]> {
  switch (kind) {
    case 'application-number':
      return some(await world.cases.findByNumber(value));
    case 'licence':
      return some((await world.permits.find(value))?.caseId);
    case 'person': {
      const records = await world.cases.listByOwner(await world.keys.keyOf('person', value));
      return records.map(({ id }) => id);
    }
    case 'mobile':
    case 'name':
      return world.cases.findByLookup({ kind, key: await world.keys.keyOf(kind, value) });
  }
}

async function shown(
  world: World,
  member: StaffMember,
  term: SearchTerm,
  id: string,
): Promise<FoundCase | undefined> {
  const [record, details] = await Promise.all([world.cases.find(id), world.cases.findDetails(id)]);
  if (!record || !details || !stillSays(details, term)) return undefined;
  return (await isRelated(world, member, record, details)) ? undefined : { record, details };
}

/** A correction may have changed what the case was once found by. */
function stillSays({ form, messages }: CaseDetails, { kind, value }: SearchTerm): boolean {
  const { agent } = form;
  if (kind === 'name') return [form.fullName, agent?.name].some((name = '') => sameName(name, value));
  if (kind !== 'mobile') return true;
  const numbers = [form.mobilePhone, agent?.mobilePhone, messages?.phone];
  return numbers.some((number = '') => normaliseMobileNumber(number) === value);
}

function some(id: string | undefined): readonly string[] {
  return id === undefined ? [] : [id];
}
