import type { FormDraft } from '../domain/form.ts';
import { normaliseMobileNumber } from '../domain/mobile-number.ts';
import { normaliseName } from '../domain/person-name.ts';
import type { World } from '../ports.ts';
import type { Lookup } from '../ports/case-records.ts';

/** Keyed hashes of the names and mobile numbers of holder and agent, so that officers find the case by them. */
export async function lookupsOf(world: Pick<World, 'keys'>, form: FormDraft): Promise<Lookup[]> {
  const values = [
    ...[form.fullName, form.agent?.name].map((name) => ['name', normaliseName(name ?? '')] as const),
    ...[form.mobilePhone, form.agent?.mobilePhone].map(
      (number) => ['mobile', normaliseMobileNumber(number ?? '')] as const,
    ),
  ];
  const distinct = new Map(values.filter(([, value]) => value !== '').map((one) => [one.join(' '), one]));
  return Promise.all(
    [...distinct.values()].map(async ([kind, value]) => ({ kind, key: await world.keys.keyOf(kind, value) })),
  );
}

/** The grounds a form ticks a box of, for statistics. */
export function groundsOf({ proofs = {} }: FormDraft): string[] {
  const { employment = [], residence = [], schooling = [] } = proofs;
  const ticked = { employment, residence, schooling };
  return Object.entries(ticked).flatMap(([ground, boxes]) => (boxes.length > 0 ? [ground] : []));
}
