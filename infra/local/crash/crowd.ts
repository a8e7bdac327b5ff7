import { checkMod11And2 } from '../../../functions/domain/iso7064.ts';
import { seededPeople, type SeededPerson } from '../province/seed.ts';

/** What somebody of the crowd is like; each stands for one person of the seed. */
export const LIKENESSES = {
  permit: 'permit-1',
  time: 'time-1',
  cancelled: 'permit-cancelled',
} as const;
export type Likeness = keyof typeof LIKENESSES;

/** Id of one of them. @param n 0, 1, 2 … */
export function crowdId(likeness: Likeness, n: number): string {
  return `crowd-${likeness}-${n}`;
}

const KINDS = Object.keys(LIKENESSES) as Likeness[];

/**
 * Fictitious people beside the seed's, as many of each likeness: the same province data, another name, number and
 * permit. The same `count` makes the same people.
 * @param among which likenesses. @default all
 */
export function crowd(count: number, among: readonly Likeness[] = KINDS): SeededPerson[] {
  const seed = new Map(seededPeople().map((person) => [person.id, person]));
  return among.flatMap((likeness) => {
    const like = LIKENESSES[likeness];
    const model = seed.get(like);
    if (!model) throw new RangeError(`The seed has nobody called ${like}`);
    const first = KINDS.indexOf(likeness) * 10_000;
    return Array.from({ length: count }, (_, n) => variant(model, crowdId(likeness, n), first + n));
  });
}

/** What it has in common with its model it shares. @param serial 0 … 99999, another for each person */
function variant(model: SeededPerson, id: string, serial: number): SeededPerson {
  const tail = String(serial).padStart(5, '0');
  return {
    ...model,
    id,
    about: `like ${model.id}`,
    idNumber: citizenId(serial, model.sex),
    mobilePhone: `137${tail.padStart(8, '0')}`,
    permits: model.permits.map((permit) => ({
      ...permit,
      permitNumber: `${permit.permitNumber.slice(0, 10)}8${tail}`,
    })),
  };
}

/** A well-formed number of Pingyang county: a day of birth from 1970 on, and a serial that is odd for a man. */
function citizenId(serial: number, sex: SeededPerson['sex']): string {
  const year = 1970 + (serial % 30);
  const month = String(1 + (Math.floor(serial / 30) % 12)).padStart(2, '0');
  const day = String(1 + (Math.floor(serial / 360) % 28)).padStart(2, '0');
  const digits = `330326${year}${month}${day}${700 + 2 * Math.floor(serial / 10_080) + (sex === '1' ? 1 : 0)}`;
  return `${digits}${checkMod11And2(digits)}`;
}
