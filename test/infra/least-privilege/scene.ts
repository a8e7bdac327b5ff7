import { formOf } from '../../../infra/local/demo/forms.ts';
import { call, ok, Person } from '../../journeys/client.ts';
import { Instruments } from '../../journeys/instruments.ts';
import { reviewAndApprove, submitted } from '../../journeys/stories.ts';

/** How somebody applies. */
export type Ground = 'EXISTING_PERMIT' | 'REGISTRATION_TIME';

/** One product and those who come to it. */
export class Scene {
  readonly local: Instruments;
  readonly #origin: string;

  constructor(origin: string) {
    this.#origin = origin;
    this.local = new Instruments(origin);
  }

  /** @param person id of a seeded person */
  signIn(person: string): Promise<Person> {
    return Person.signIn(this.#origin, person);
  }

  /** A call without a sign-in. */
  anyone(method: 'GET' | 'POST', path: string, body?: unknown) {
    return call<unknown>(`${this.#origin}${path}`, method, body === undefined ? {} : { body });
  }

  /** Applied for online, at its first opinion. */
  async waitingCase(
    person: string,
    ground: Ground,
  ): Promise<{ holder: Person; id: string; applicationNumber: string }> {
    const holder = await this.signIn(person);
    const { id, applicationNumber } = await submitted(holder, formWith(person, ground));
    await this.local.atState(id, 'AwaitAcceptance');
    return { holder, id, applicationNumber };
  }

  /** The acceptor's opinion. */
  async accept(id: string, outcome = 'accept', more: Readonly<Record<string, unknown>> = {}): Promise<void> {
    ok(await (await this.signIn('acceptor-2')).claimAndDecide(id, 'acceptance', outcome, more));
  }

  /** Review and approval, to the machine's end. */
  async reviewAndApprove(id: string): Promise<void> {
    await reviewAndApprove(this.local, id, [
      await this.signIn('reviewer-1'),
      await this.signIn('approver-1'),
    ]);
  }

  /** The holder thinks better of it; the machine comes to its end. */
  async withdraw(person: string, id: string): Promise<void> {
    const holder = await this.signIn(person);
    const { version } = await holder.get<{ version: number }>(`/applications/${id}`);
    ok(await holder.post(`/applications/${id}/withdrawal`, { version }));
    await this.local.atState(id);
  }

  /** Follows the address that a material's route answers with, as a browser does. */
  async download(reader: Person, path: string): Promise<void> {
    const { status, headers } = await reader.send('GET', path);
    const file = await fetch(headers.get('location') ?? '');
    if (status !== 303 || !file.ok) throw new Error(`${path}: ${status}, then ${file.status}`);
    await file.arrayBuffer();
  }
}

/** Annex 1 as this seeded person would fill it in, with a labour contract. */
export function formWith(person: string, ground: Ground) {
  return { ...formOf(person, ground), proofs: { employment: ['LABOR_CONTRACT'] } };
}
