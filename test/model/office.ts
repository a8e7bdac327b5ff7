import { provideWorld } from '../../functions/runtime/container.ts';
import type { Role } from '../../functions/domain/account.ts';
import type { CaseRecord } from '../../functions/domain/case-record.ts';
import { toMillis } from '../../functions/domain/instant.ts';
import type { VerifiedPerson } from '../../functions/domain/person.ts';
import { routeOf, type RouteName, type StepName } from '../../functions/manifest.ts';
import type { Workflow } from '../../functions/ports/outside.ts';
import type { ScheduleName } from '../../functions/timetable.ts';
import { contextOf } from '../../infra/local/invocation.ts';
import { API_LAMBDAS, SCHEDULE_LAMBDAS, STEP_LAMBDAS } from '../../infra/local/lambdas.ts';
import { anOfficer, CHEN, LIN } from '../support/builders.ts';
import { FakeWorld } from '../support/fake-world.ts';
import { httpEvent } from '../support/http-event.ts';
import { crashing, mortal, type Crash } from './crashes.ts';
import { Machine } from './machine.ts';
import { Province } from './province.ts';
import { STAFF } from './staff.ts';
import { VirtualClock } from './virtual-clock.ts';

/** A call of the API, as it can be sent again. */
export interface Call {
  readonly route: RouteName;
  /** `chen`, `lin`, or a staff id. */
  readonly who: string;
  readonly path?: Readonly<Record<string, string>>;
  readonly body: object;
}

/** What came back: a problem's code, or none. */
export interface Answered {
  readonly status: number;
  readonly code: string | undefined;
  readonly body: Readonly<Record<string, unknown>>;
}

/** The real thing: every endpoint and step behind its own envelope, the deployed machine, and a world in memory. */
export class Office {
  readonly world: FakeWorld;
  readonly province: Province;
  readonly machine: Machine;
  readonly #clock: VirtualClock;
  #crash: Crash | undefined;
  #keys = 0;
  /** Whether a Lambda died since somebody last asked. */
  died = false;
  /** The next call's word to the machine gets lost. */
  #deaf = false;
  /** Whether the last call's word to the machine got lost. */
  unheard = false;
  #calling = false;

  private constructor(parts: {
    world: FakeWorld;
    province: Province;
    clock: VirtualClock;
    machine: Machine;
  }) {
    ({ world: this.world, province: this.province, clock: this.#clock, machine: this.machine } = parts);
  }

  static async open(startsAt: string): Promise<Office> {
    const world = new FakeWorld({ now: startsAt });
    const province = new Province(() => world.now());
    const clock = new VirtualClock(toMillis(startsAt), (now, by) => {
      world.setNow(new Date(now).toISOString());
      world.passMillis(by);
    });
    const machine = await Machine.load(clock, (name, payload) => office.#invoke(name as StepName, payload));
    const office = new Office({ world, province, clock, machine });
    const whole = mortal(
      Object.assign({}, world, {
        now: () => world.now(),
        newId: () => world.newId(),
        transportMillis: () => world.transportMillis(),
        randomBytes: (length: number) => world.randomBytes(length),
        workflow: office.#workflow(),
        population: province.registry(),
        licencePlatform: province.platform(),
        messenger: province.messenger(),
      }),
    );
    provideWorld(() => whole);
    for (const [id, { roles = [], person } = {}] of Object.entries(STAFF)) {
      const ownerKey = person && (await world.keys.keyOf('person', person.citizenIdNumber));
      world.memory.staff.set(id, { ...anOfficer(id, ...roles), ...(ownerKey && { ownerKey }) });
    }
    return office;
  }

  now(): string {
    return this.world.now();
  }

  /** The case as it stands. @throws Error when there is none */
  record(id: string): CaseRecord {
    const found = this.world.memory.records.get(id);
    if (!found) throw new Error(`There is no case ${id}`);
    return found;
  }

  /** @param key of idempotency; a fresh one unless said otherwise */
  async call({ route, who, path = {}, body }: Call, key = this.freshKey()): Promise<Answered> {
    const { method, path: pattern, audience } = routeOf(route);
    const filled = pattern.replaceAll(/\{(\w+)\}/gu, (_whole, name: string) => path[name] ?? '');
    const event = httpEvent(method, filled, { json: body, headers: { 'idempotency-key': key } });
    const lambda = { ...(await this.#context(who)) };
    const requestContext = { ...event.requestContext, authorizer: { lambda } };
    const whole = { ...event, routeKey: `${method} ${pattern}`, requestContext };
    this.#calling = true;
    const answer = (await API_LAMBDAS[audience](whole, contextOf(audience))) as {
      statusCode: number;
      body?: string;
    };
    this.#calling = false;
    await this.machine.timers.idle();
    const told = JSON.parse(answer.body ?? '{}') as Answered['body'];
    const code = answer.statusCode >= 400 ? String(told['code']) : undefined;
    return { status: answer.statusCode, code, body: told };
  }

  freshKey(): string {
    this.#keys += 1;
    return `key-${this.#keys}`;
  }

  /** The next Lambda of the machine dies as ordered. */
  orderCrash(crash: Crash): void {
    this.#crash = crash;
  }

  /** The next call that has a word for the machine cannot reach it. */
  orderDeafness(): void {
    this.#deaf = true;
  }

  async pass(minutes: number): Promise<void> {
    await this.#clock.advance(this.machine.timers, minutes * 60_000);
    await this.machine.timers.idle();
  }

  /** Carries out what time alone starts. */
  async runSchedule(name: ScheduleName): Promise<void> {
    await SCHEDULE_LAMBDAS[name]({}, contextOf(name));
    await this.machine.timers.idle();
  }

  #workflow(): Workflow {
    const workflow = this.machine.workflow();
    const heard = (): void => {
      if (!this.#calling || !this.#deaf) return;
      this.#deaf = false;
      this.unheard = true;
      throw new Error('The machine cannot be reached');
    };
    return {
      ...workflow,
      start: async (caseId) => {
        heard();
        await workflow.start(caseId);
      },
      wake: async (token, answer) => {
        heard();
        return workflow.wake(token, answer);
      },
      reroute: async (token, why) => {
        heard();
        return workflow.reroute(token, why);
      },
    };
  }

  async #context(who: string): Promise<{ sub: string; roles: string; sessionId: string }> {
    const officer = STAFF[who];
    if (officer) return { sub: who, roles: officer.roles.join(' '), sessionId: `session of ${who}` };
    const person: VerifiedPerson = who === 'chen' ? CHEN : LIN;
    const sub = await this.world.keys.keyOf('person', person.citizenIdNumber);
    const id = `session of ${who} at ${this.now()}`;
    const roles: Role[] = ['applicant'];
    const expiresAtSeconds = this.world.transportMillis() / 1000 + 1800;
    const session = { id, sub, roles, person, expiresAtSeconds };
    this.world.memory.sessions.set(id, session);
    return { sub, roles: 'applicant', sessionId: id };
  }

  async #invoke(name: StepName, payload: unknown): Promise<unknown> {
    const run = () => STEP_LAMBDAS[name](payload, contextOf(name));
    const crash = this.#crash;
    this.#crash = undefined;
    if (!crash) return run();
    this.died = true;
    return crashing(crash, run);
  }
}
