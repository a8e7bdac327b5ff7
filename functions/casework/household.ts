import type { StaffMember } from '../domain/account.ts';
import type { CaseDetails } from '../domain/application.ts';
import type { CaseRecord } from '../domain/case-record.ts';
import { citizenIdDefects } from '../domain/citizen-id.ts';
import type { FormDraft } from '../domain/form.ts';
import { dayOf } from '../domain/instant.ts';
import { RuleError } from '../domain/rule-error.ts';
import type { World } from '../ports.ts';
import { ownerKeysOf } from './drafts.ts';

/**
 * Whether a case is the officer's own or, as far as the case has learnt from the registry, their household's.
 */
export async function isRelated(
  world: World,
  member: StaffMember,
  record: CaseRecord,
  details: CaseDetails,
): Promise<boolean> {
  if (!member.ownerKey) return false;
  if (record.ownerKeys.includes(member.ownerKey)) return true;
  return isAmong(world, member.ownerKey, details.facts?.household ?? []);
}

/**
 * The same bar where the case has learnt nothing from the registry yet: it is asked now, for this one question.
 * A case that the machine has checked without the province goes on when the registry still does not answer: the two
 * working days run, and the bar against one's own case holds without it.
 * @param checked whether the machine has asked already and given up
 * @throws RuleError OWN_CASE; TRY_LATER when the registry does not answer and the machine has not asked yet
 */
export async function expectNoRelative(
  world: World,
  member: StaffMember,
  { facts, form }: Pick<CaseDetails, 'facts' | 'form'>,
  checked = false,
): Promise<void> {
  if (facts || !member.ownerKey) return;
  const household = await householdOf(world, form, checked);
  if (await isAmong(world, member.ownerKey, household)) throw new RuleError('OWN_CASE');
}

/**
 * Nobody types their own application, or one they file for somebody else, at the window they sit at.
 * @throws RuleError OWN_CASE
 */
export async function expectNotOwn(world: World, member: StaffMember, form: FormDraft): Promise<void> {
  if (member.ownerKey && (await ownerKeysOf(world, form)).includes(member.ownerKey))
    throw new RuleError('OWN_CASE');
}

/** Identity numbers; none where the form has no sound number, which is a defect of its own. */
async function householdOf(
  world: World,
  { citizenIdNumber }: FormDraft,
  checked: boolean,
): Promise<readonly string[]> {
  const defects = citizenIdDefects(citizenIdNumber ?? '', dayOf(world.now()), '/citizenIdNumber');
  if (citizenIdNumber === undefined || defects.length > 0) return [];
  try {
    return (await world.population.lookUp(citizenIdNumber)).household;
  } catch (cause) {
    if (checked) return [];
    throw new RuleError('TRY_LATER', [], {}, { cause });
  }
}

async function isAmong(world: World, ownerKey: string, household: readonly string[]): Promise<boolean> {
  const keys = await Promise.all(household.map((number) => world.keys.keyOf('person', number)));
  return keys.includes(ownerKey);
}
