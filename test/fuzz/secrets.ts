import { citizenIdDefects } from '../../functions/domain/citizen-id.ts';
import type { FuzzedPerson } from './people.ts';

const NUMBERS = /(?<![\dA-Za-z])(?:\d{17}[\dX]|1[3-9]\d{9})(?![\dA-Za-z])/gu;

/**
 * Who may know what of whom. Whoever stands in one form, and whoever sends it, knows what it says; nobody else does.
 */
export class Secrets {
  readonly #people: readonly FuzzedPerson[];
  readonly #byNumber: ReadonlyMap<string, FuzzedPerson>;
  readonly #known = new Map<string, Set<string>>();
  /** Every name, identity number and phone that was ever sent in a request. */
  readonly sent = new Set<string>();

  constructor(people: readonly FuzzedPerson[]) {
    this.#people = people;
    this.#byNumber = new Map(people.map((person) => [person.citizenIdNumber, person]));
    const officers = people.filter(({ roles }) => !roles.includes('applicant'));
    const colleagues = officers.map(({ fullName }) => fullName);
    for (const person of people) this.#tell(person.id, of(person));
    for (const { id } of officers) this.#tell(id, colleagues);
  }

  /** Notes what a request says of people. */
  learn(text: string, caller: FuzzedPerson | undefined): void {
    const said = this.#in(text);
    for (const secret of said) this.sent.add(secret);
    const meant = said.flatMap((secret) => this.#byNumber.get(secret) ?? []);
    // The form is filled up from the sign-in, so that who is named in it comes to know the sender too.
    const all = [...said, ...(caller && said.length > 0 ? of(caller) : [])];
    for (const person of [...meant, ...(caller ? [caller] : [])]) this.#tell(person.id, all);
  }

  /** What of somebody else an answer gives away. @param sent the request: what it says itself is no news */
  givenAway(answer: string, sent: string, caller: FuzzedPerson | undefined): string[] {
    const known = caller ? this.#known.get(caller.id) : undefined;
    return this.#in(answer).filter((secret) => !sent.includes(secret) && !known?.has(secret));
  }

  /** The personal data in a log that people sent or that is kept of them. */
  inLog(log: string): string[] {
    const all = [...this.sent, ...this.#people.flatMap(of)];
    return [...new Set(all)].filter((secret) => log.includes(secret));
  }

  #in(text: string): string[] {
    const names = this.#people.map(({ fullName }) => fullName).filter((name) => text.includes(name));
    const numbers = (text.match(NUMBERS) ?? []).filter(
      // A licence has a number of 18 digits too, but it names no day of birth.
      (number) => number.length === 11 || citizenIdDefects(number, '2100-01-01').length === 0,
    );
    return [...new Set([...numbers, ...names])];
  }

  #tell(person: string, secrets: readonly string[]): void {
    const known = this.#known.get(person) ?? new Set();
    for (const secret of secrets) known.add(secret);
    this.#known.set(person, known);
  }
}

function of({ citizenIdNumber, fullName, mobilePhone }: FuzzedPerson): string[] {
  return [citizenIdNumber, fullName, ...(mobilePhone === undefined ? [] : [mobilePhone])];
}
