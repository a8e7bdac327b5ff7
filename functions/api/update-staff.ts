import * as z from 'zod';
import { memberOf } from '../casework/staff-access.ts';
import { changeStaff } from '../casework/change-staff.ts';
import { StaffId } from '../casework/views.ts';
import { ROLES, type StaffMember } from '../domain/account.ts';
import { RuleError } from '../domain/rule-error.ts';
import { stateOf } from '../domain/staff-change.ts';
import { routeOf } from '../manifest.ts';
import { endpoint } from '../runtime/endpoint.ts';

const STAFF_ROLES = z.enum(ROLES).exclude(['applicant']);
const Deputies = z.array(
  z.strictObject({ from: z.string().max(10), to: z.string().max(10), deputyId: StaffId }),
);

const body = z.strictObject({
  /** 0 for an officer who is new, or whose entry nobody has changed yet. */
  version: z.int().min(0),
  roles: z.array(STAFF_ROLES).max(7),
  office: z.string().max(40),
  active: z.boolean(),
  /** Who acts for the officer, from one day to another, both included. */
  deputies: Deputies.max(20).default([]),
  /** Needed for an officer who is new. */
  displayName: z.string().trim().min(1).max(50).optional(),
  /** Needed for an officer who is new: nobody handles their own case. Only its keyed hash is kept. */
  citizenIdNumber: z.string().max(40).optional(),
});

/**
 * PUT /staff/{id}. Enters an officer or changes roles, office, service and deputies, with a line in the log. Nobody
 * changes their own entry. The same entry again is no change.
 */
export const updateStaff = endpoint({
  route: 'update-staff',
  summary: 'Enter or change an officer',
  path: z.strictObject({ id: StaffId }),
  body,
  success: {
    status: 200,
    body: z.strictObject({
      id: z.string(),
      displayName: z.string(),
      roles: z.array(z.enum(ROLES)),
      office: z.string(),
      active: z.boolean(),
      deputies: Deputies,
      version: z.int(),
    }),
  },
  async run(world, { path: { id }, body: entry, caller }) {
    await memberOf(world, caller, routeOf('update-staff').roles);
    if (id === caller.sub) throw new RuleError('OWN_STAFF_RECORD');
    return { status: 200, body: staffView(await changeStaff(world, id, entry, caller.sub)) };
  },
});

function staffView(member: StaffMember) {
  const { roles, office, active, deputies } = stateOf(member);
  return {
    id: member.id,
    displayName: member.displayName,
    roles: [...roles],
    office,
    active,
    deputies: deputies.map((deputy) => ({ ...deputy })),
    version: member.version ?? 0,
  };
}
