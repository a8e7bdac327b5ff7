import { randomBytes } from 'node:crypto';
import { ulid } from 'ulid';
import suichang from '../../infra/counties/suichang.json' with { type: 'json' };
import { BUNDLED_EDITIONS } from '../../functions/domain/bundled-calendar.ts';
import type { CalendarEdition } from '../../functions/domain/calendar.ts';
import { County } from '../../functions/domain/county.ts';
import { normaliseInstant, toInstant, type Instant } from '../../functions/domain/instant.ts';
import type { World } from '../../functions/ports.ts';
import { EffectLog, type Effect } from './effects.ts';
import { fakeCases, fakePermits, fakeTaskTokens } from './fake-cases.ts';
import { FakeMemory } from './fake-memory.ts';
import { fakeMessages } from './fake-messages.ts';
import {
  fakeAccesses,
  FakePublicMemory,
  fakeRatings,
  fakeReminders,
  fakeTries,
} from './fake-public-stores.ts';
import {
  fakeArchive,
  fakeLicencePlatform,
  fakeMaterials,
  fakeMessenger,
  FakeOutside,
  fakePopulation,
  fakeScanner,
  fakeSignIn,
} from './fake-outside.ts';
import { fakeLookupKeys, fakeSessionTokens, fakeSigner, fakeSm2Signer } from './fake-keys.ts';
import { fakeCalendars, fakeWorkflow } from './fake-schedule-ports.ts';
import { fakeDrafts, fakeReplies, fakeSessions, fakeStaff, fakeStatistics } from './fake-stores.ts';

/** The calls that change something, here or outside; every one is listed in `effects` once it took effect. */
const ACTS = [
  'cases.commit',
  'drafts.save',
  'drafts.forget',
  'calendars.save',
  'messages.claim',
  'messages.unclaim',
  'taskTokens.open',
  'sessions.create',
  'sessions.end',
  'staff.save',
  'replies.claim',
  'replies.keep',
  'replies.release',
  'accesses.append',
  'ratings.rate',
  'reminders.set',
  'reminders.claim',
  'reminders.unclaim',
  'reminders.forget',
  'tries.take',
  'tries.giveBack',
  'materials.presignUpload',
  'materials.keep',
  'materials.remove',
  'archive.keep',
  'licenceSigner.sign',
  'sm2Signer.sign',
  'sessionTokens.issue',
  'workflow.start',
  'workflow.wake',
  'workflow.reroute',
  'workflow.redrive',
  'messenger.send',
  'messenger.receiptOf',
  'signIn.redeem',
  'signIn.verifyStaffToken',
  'population.lookUp',
  'licencePlatform.push',
  'licencePlatform.cancel',
  'licencePlatform.setStatus',
] as const;
export type Act = (typeof ACTS)[number];

/** A world in memory: Suichang, with nobody in it. One ordered list tells everything that was done to it. */
export class FakeWorld implements World {
  readonly memory = new FakeMemory();
  readonly outside = new FakeOutside();
  readonly beside = new FakePublicMemory();
  readonly #log = new EffectLog(new Set<string>(ACTS));
  #now: Instant;
  #transportMillis = Date.UTC(2026, 2, 2, 1);
  readonly #millis = (): number => this.#transportMillis;
  #editions: readonly CalendarEdition[] = BUNDLED_EDITIONS;

  /** What was done, in order. */
  readonly effects: readonly Effect[] = this.#log.entries;
  readonly county = County.parse(suichang);
  readonly cases = this.#log.watch('cases', fakeCases(this.memory));
  readonly drafts = this.#log.watch(
    'drafts',
    fakeDrafts(this.memory, () => this.#now),
  );
  readonly messages = this.#log.watch('messages', fakeMessages(this.memory, this.#millis));
  readonly taskTokens = this.#log.watch('taskTokens', fakeTaskTokens(this.memory));
  readonly permits = this.#log.watch('permits', fakePermits(this.memory));
  readonly sessions = this.#log.watch('sessions', fakeSessions(this.memory, this.#millis));
  readonly staff = this.#log.watch('staff', fakeStaff(this.memory));
  readonly replies = this.#log.watch('replies', fakeReplies(this.memory, this.#millis));
  readonly accesses = this.#log.watch('accesses', fakeAccesses(this.beside));
  readonly statistics = this.#log.watch('statistics', fakeStatistics(this.memory));
  readonly ratings = this.#log.watch('ratings', fakeRatings(this.beside));
  readonly reminders = this.#log.watch('reminders', fakeReminders(this.beside));
  readonly tries = this.#log.watch('tries', fakeTries(this.beside, this.#millis));
  readonly calendars = this.#log.watch(
    'calendars',
    fakeCalendars(this.memory, () => this.#editions),
  );
  readonly materials = this.#log.watch(
    'materials',
    fakeMaterials(this.outside, () => toInstant(this.#transportMillis + 900_000)),
  );
  readonly scanner = fakeScanner;
  readonly archive = this.#log.watch('archive', fakeArchive(this.outside));
  readonly keys = this.#log.watch('keys', fakeLookupKeys);
  readonly licenceSigner = this.#log.watch('licenceSigner', fakeSigner('licence-key'));
  readonly sm2Signer = this.#log.watch('sm2Signer', fakeSm2Signer(this.outside));
  readonly sessionTokens = this.#log.watch('sessionTokens', fakeSessionTokens(this));
  readonly workflow = this.#log.watch('workflow', fakeWorkflow(this.memory));
  readonly messenger = this.#log.watch('messenger', fakeMessenger());
  readonly signIn = this.#log.watch('signIn', fakeSignIn(this.outside));
  readonly population = this.#log.watch('population', fakePopulation(this.outside));
  readonly licencePlatform = this.#log.watch('licencePlatform', fakeLicencePlatform);

  /** @param options.now business time; Monday, 2 March 2026, 09:00 unless said otherwise */
  constructor({ now = '2026-03-02T09:00:00+08:00' }: { now?: string } = {}) {
    this.#now = normaliseInstant(now);
  }

  now(): Instant {
    return this.#now;
  }

  newId(): string {
    return ulid(this.#transportMillis);
  }

  transportMillis(): number {
    return this.#transportMillis;
  }

  randomBytes(length: number): Uint8Array {
    return new Uint8Array(randomBytes(length));
  }

  /** Sets business time. */
  setNow(instant: string): void {
    this.#now = normaliseInstant(instant);
  }

  /** Lets transport time go on: sessions and leases run out. */
  passMillis(millis: number): void {
    this.#transportMillis += millis;
  }

  /** The calendar editions of the release. */
  publish(editions: readonly CalendarEdition[]): void {
    this.#editions = editions;
  }

  /** The next such call fails: before it takes effect, or after, so that only its answer is lost. */
  failNext(act: Act, error: Error, when: 'before' | 'after' = 'before'): void {
    this.#log.order({ effect: act, kind: when === 'before' ? 'fail-before' : 'fail-after', value: error });
  }

  /** The next such call answers this instead of what it would. */
  answerNext(act: Act, value: unknown): void {
    this.#log.order({ effect: act, kind: 'answer', value });
  }

  /** What somebody else does just before the next such call takes effect. */
  meanwhile(act: Act, run: () => Promise<unknown>): void {
    this.#log.order({ effect: act, kind: 'meanwhile', value: undefined, act: run });
  }

  /** What the calls of one kind were given, in order. */
  given(act: Act): readonly (readonly unknown[])[] {
    return this.effects.filter(({ name }) => name === act).map(({ args }) => args);
  }

  /** The names of the effects, in order; only of those asked for, when some are. */
  order(...acts: readonly Act[]): readonly string[] {
    const names = this.effects.map(({ name }) => name);
    return acts.length === 0 ? names : names.filter((name) => acts.some((act) => act === name));
  }
}
