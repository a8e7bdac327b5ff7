import * as z from 'zod';
import { ROLES, type StaffMember } from '../domain/account.ts';
import { StaleWriteError } from '../domain/rule-error.ts';
import type { StaffStore } from '../ports/registers.ts';
import { ABSENT, type Change, type Expression } from './dynamo-change.ts';
import { KEYS, staffPk, UNDER } from './dynamo-keys.ts';
import type { DynamoTable } from './dynamo-table.ts';

const Deputies = z.array(z.object({ from: z.string(), to: z.string(), deputyId: z.string() }));
const StaffItem = z.object({
  value: z.object({
    id: z.string(),
    displayName: z.string(),
    roles: z.array(z.enum(ROLES)),
    office: z.string(),
    ownerKey: z.string().exactOptional(),
    active: z.boolean(),
    deputies: Deputies.exactOptional(),
    version: z.int().exactOptional(),
  }),
});
const State = z.object({
  roles: z.array(z.enum(ROLES)),
  office: z.string(),
  active: z.boolean(),
  deputies: Deputies,
});
const ChangeItem = z.object({
  value: z.object({
    staffId: z.string(),
    version: z.int(),
    at: z.string(),
    by: z.string(),
    from: State.exactOptional(),
    to: State,
  }),
});
const Pointer = z.object({ staffId: z.string() });
const EntryOrPointer = z.union([StaffItem, Pointer]);

/** The county's officers, the log of their entries, and who stands in for whom. */
export function createDynamoStaff(table: DynamoTable): StaffStore {
  const find = async (id: string): Promise<StaffMember | undefined> =>
    (await table.get(KEYS.staff(id), StaffItem))?.value;
  return {
    find,
    async findActiveByPerson(ownerKey) {
      const pointer = await table.get(KEYS.staffPerson(ownerKey), Pointer);
      const member = pointer && (await find(pointer.staffId));
      return member?.active && member.ownerKey === ownerKey ? member : undefined;
    },
    async findWithAbsent(id) {
      // The pointers lie just before the entry; the log of changes lies before both.
      const items = await table.between(staffPk(id), [UNDER.deputyFor, KEYS.staff(id).sk], EntryOrPointer);
      const [member] = items.flatMap((item) => ('value' in item ? [item.value] : []));
      if (!member) return undefined;
      const ids = items.flatMap((item) => ('staffId' in item ? [item.staffId] : []));
      const absent = await Promise.all(ids.map(find));
      return { member, absent: absent.filter((one) => one !== undefined) };
    },
    async save(next, previous, change) {
      const refusal = await table.transact([
        { kind: 'put', item: { ...KEYS.staff(next.id), value: next }, when: unchanged(previous) },
        { kind: 'put', item: { ...KEYS.staffChange(next.id, change.version), value: change }, when: ABSENT },
        ...pointerChanges(next, previous),
        ...personChanges(next, previous),
      ]);
      if (refusal) throw new StaleWriteError(`The entry of ${next.id} was changed`, { cause: refusal.cause });
    },
    async changes(id) {
      return (await table.under(staffPk(id), UNDER.change, ChangeItem)).map(({ value }) => value);
    },
  };
}

/** Enters or replaces an officer: for whoever sets a county up, not for handlers. */
export async function putStaffMember(table: DynamoTable, member: StaffMember): Promise<void> {
  await table.apply({ kind: 'put', item: { ...KEYS.staff(member.id), value: member } });
  for (const change of personChanges(member, undefined)) await table.apply(change);
}

/** Whoever is in service holds the place of their person; a second entry of the same person does not get it. */
function personChanges(next: StaffMember, previous: StaffMember | undefined): Change[] {
  const held = previous?.active ? previous.ownerKey : undefined;
  const holds = next.active ? next.ownerKey : undefined;
  return [
    ...(held !== undefined && held !== holds
      ? [{ kind: 'delete' as const, key: KEYS.staffPerson(held) }]
      : []),
    ...(holds === undefined
      ? []
      : [
          {
            kind: 'put' as const,
            item: { ...KEYS.staffPerson(holds), staffId: next.id },
            when: {
              text: 'attribute_not_exists(#pk) OR #staffId = :staffId',
              values: { staffId: next.id },
            },
          },
        ]),
  ];
}

function unchanged(previous: StaffMember | undefined): Expression {
  if (!previous) return ABSENT;
  return previous.version === undefined
    ? { text: 'attribute_exists(#pk) AND attribute_not_exists(#value.#version)' }
    : { text: '#value.#version = :version', values: { version: previous.version } };
}

function pointerChanges(next: StaffMember, previous: StaffMember | undefined): Change[] {
  const named = new Set(next.deputies?.map(({ deputyId }) => deputyId));
  const before = new Set(previous?.deputies?.map(({ deputyId }) => deputyId));
  const gone = [...before].filter((deputyId) => !named.has(deputyId));
  return [
    ...[...named].map((deputyId): Change => ({
      kind: 'put',
      item: { ...KEYS.deputyFor(deputyId, next.id), staffId: next.id },
    })),
    ...gone.map((deputyId): Change => ({
      kind: 'delete',
      key: KEYS.deputyFor(deputyId, next.id),
    })),
  ];
}
