import { ROLES, type Deputy, type Role, type StaffMember } from './account.ts';
import { isDay, type Day, type Instant } from './instant.ts';
import type { Defect } from './rule-error.ts';

/** What an operator may change of an officer. */
export type StaffState = Pick<StaffMember, 'roles' | 'office' | 'active'> & {
  readonly deputies: readonly Deputy[];
};

/** One line of the log of an officer's entry: who changed what, and when. */
export interface StaffChange {
  readonly staffId: string;
  /** The version that came of it: 1, 2, 3 … without gaps. */
  readonly version: number;
  readonly at: Instant;
  /** Staff id of the operator. */
  readonly by: string;
  /** Absent for an officer who is new. */
  readonly from?: StaffState;
  readonly to: StaffState;
}

/** Roles that a deputy takes over; audit and operation stay with the person. */
const DEPUTISED: ReadonlySet<Role> = new Set(['clerk', 'acceptor', 'reviewer', 'approver', 'supervisor']);
/** Whoever oversees the others holds no other role (separation of duties). */
const ALONE: ReadonlySet<Role> = new Set(['auditor', 'operator']);

/** What of a member's entry an operator may change, as it stands. */
export function stateOf({ roles, office, active, deputies = [] }: StaffMember): StaffState {
  return { roles, office, active, deputies };
}

/** Whether both say the same. */
export function sameState(one: StaffState, other: StaffState): boolean {
  const text = ({ roles, office, active, deputies }: StaffState): string =>
    JSON.stringify([
      roles.toSorted(),
      office,
      active,
      deputies.map(({ from, to, deputyId }) => [from, to, deputyId]),
    ]);
  return text(one) === text(other);
}

/**
 * Everything wrong with an entry, all at once.
 * @param known whether there is an active officer of this id
 * @see docs/rules.md#staff
 */
export function staffDefects(
  id: string,
  state: StaffState,
  offices: readonly { readonly id: string }[],
  known: (staffId: string) => boolean,
): Defect[] {
  const { roles, office, active, deputies } = state;
  const alone = roles.some((role) => ALONE.has(role)) && roles.length > 1;
  return [
    ...(active && roles.length === 0 ? [{ pointer: '/roles', code: 'FIELD_REQUIRED' as const }] : []),
    ...(alone ? [{ pointer: '/roles', code: 'ROLES_NOT_TOGETHER' as const }] : []),
    ...(offices.some((one) => one.id === office)
      ? []
      : [{ pointer: '/office', code: 'OFFICE_UNKNOWN' as const }]),
    ...deputies.flatMap((deputy, place) => deputyDefects(id, deputy, `/deputies/${place}`, known)),
  ];
}

function deputyDefects(
  id: string,
  { from, to, deputyId }: Deputy,
  pointer: string,
  known: (staffId: string) => boolean,
): Defect[] {
  const days = isDay(from) && isDay(to) && from <= to;
  return [
    ...(days ? [] : [{ pointer: `${pointer}/to`, code: 'PERIOD' as const }]),
    ...(deputyId === id || !known(deputyId)
      ? [{ pointer: `${pointer}/deputyId`, code: 'STAFF_UNKNOWN' as const }]
      : []),
  ];
}

/** An officer with whatever they may do today for those who are away. */
export interface ActingMember extends StaffMember {
  /** The own office, and those of the officers they stand in for. */
  readonly offices: readonly string[];
}

/**
 * A deputy acts with the absent officer's roles on the days that were entered, both included, and as themselves: the
 * bars against three opinions of one person and against one's own household hold for the deputy.
 * @param absent officers who have named this one as deputy, on whatever days
 * @see docs/rules.md#deputies
 */
export function actingOn(member: StaffMember, absent: readonly StaffMember[], today: Day): ActingMember {
  const away = absent.filter(
    ({ active, deputies = [] }) =>
      active &&
      deputies.some(({ deputyId, from, to }) => deputyId === member.id && from <= today && today <= to),
  );
  const taken = new Set(away.flatMap(({ roles }) => roles.filter((role) => DEPUTISED.has(role))));
  const overseeing = member.roles.some((role) => ALONE.has(role));
  const roles = ROLES.filter((role) => member.roles.includes(role) || (!overseeing && taken.has(role)));
  return { ...member, roles, offices: [...new Set([member.office, ...away.map(({ office }) => office)])] };
}
