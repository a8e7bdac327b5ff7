import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startForJourney, type JourneyProduct } from '../support/journey-product.ts';
import type { Application, Events, Problem } from './answers.ts';
import { call, ok, Person, type Answer } from './client.ts';
import { AMENDED_2026, INVENTED_2027 } from './editions.ts';
import { FORM_OF_TIME_1 } from './forms.ts';
import { Instruments, statesOf } from './instruments.ts';
import { submitted } from './stories.ts';

interface Calendars {
  readonly horizon: number | null;
  readonly editions: readonly { year: number; sha256: string; source: string; loadedBy: string | null }[];
  readonly loads: readonly { year: number; sha256: string; replaces: string | null; loadedBy: string }[];
}
interface Loaded {
  readonly loaded: boolean;
  readonly moved: readonly { applicationNumber: string; from: object; to: object }[];
}
interface Found {
  readonly findings: readonly { at: string; code: string; applicationId?: string }[];
}

let product: JourneyProduct;
let local: Instruments;
beforeAll(async () => {
  // A Thursday, a week before the Spring Festival of 2026.
  product = await startForJourney('2026-02-12T09:00:00+08:00');
  local = new Instruments(product.origin);
});
beforeEach(() => local.reset());
afterAll(() => product.stop());

const signIn = (person: string): Promise<Person> => Person.signIn(product.origin, person);

async function acceptedAt(instant: string): Promise<string> {
  const { id } = await submitted(await signIn('time-1'), FORM_OF_TIME_1);
  await local.atState(id, 'AwaitAcceptance');
  await local.moveTo(instant);
  await local.atState(id, 'AwaitAcceptance');
  ok(await (await signIn('acceptor-1')).claimAndDecide(id, 'acceptance', 'accept'));
  await local.atState(id, 'AwaitReview');
  return id;
}

async function datesOf(id: string) {
  const holder = await signIn('time-1');
  const { acceptedAt: accepted, dueAt, deadlineAt } = await holder.get<Application>(`/applications/${id}`);
  return { accepted, dueAt, deadlineAt };
}

async function alarmsOf(id: string): Promise<string[]> {
  const { alarms } = await (await signIn('supervisor-1')).file(id);
  return alarms.map(({ alarm, owedAt }) => `${owedAt.slice(5, 16)} ${alarm}`);
}

async function findings(): Promise<Found['findings']> {
  return ok(await call<Found>(`${product.origin}/_local/schedules`, 'GET')).findings;
}

function load(operator: Person, body: object, query = ''): Promise<Answer<Loaded>> {
  return operator.post<Loaded>(`/calendars${query}`, body);
}

describe('the working days of 2026', () => {
  it('pass over the Spring Festival: accepted on the make-up Saturday before it, due eleven days later', async () => {
    await local.moveTo('2026-02-13T09:00:00+08:00');
    const id = await acceptedAt('2026-02-14T10:00:00+08:00');

    await local.moveTo('2026-02-25T08:29:00+08:00');
    const before = await alarmsOf(id);
    await local.moveTo('2026-02-25T08:30:00+08:00');

    expect(await datesOf(id)).toMatchObject({
      dueAt: '2026-02-25T17:30:00.000+08:00',
      deadlineAt: '2026-02-26T00:00:00.000+08:00',
    });
    expect(before).toEqual([]);
    expect(await alarmsOf(id)).toEqual(['02-25T08:30 warning']);
    expect(await findings()).toEqual([]);
  });

  it('count the make-up Sunday of 20 September', async () => {
    await local.moveTo('2026-09-18T09:00:00+08:00');

    const id = await acceptedAt('2026-09-18T10:00:00+08:00');
    await local.moveTo('2026-09-22T00:00:00+08:00');

    expect(await datesOf(id)).toMatchObject({ deadlineAt: '2026-09-22T00:00:00.000+08:00' });
    expect(await alarmsOf(id)).toEqual(['09-21T08:30 warning', '09-21T17:30 due', '09-22T00:00 breach']);
  });
});

describe('New Year 2027 without its edition', () => {
  it('refuses nobody, alarms the operator, and gets its dates when the edition is loaded', async () => {
    await local.moveTo('2026-12-29T09:00:00+08:00');
    const id = await acceptedAt('2026-12-30T09:00:00+08:00');
    const provisional = await datesOf(id);
    await local.moveTo('2026-12-31T09:00:00+08:00');
    const found = await findings();
    const operator = await signIn('operator-1');
    const body = { edition: INVENTED_2027, replaces: null };

    const preview = ok(await load(operator, body, '?preview=true'));
    const still = await datesOf(id);
    const loaded = ok(await load(operator, body));
    await local.atState(id, 'AwaitReview');
    const dates = await datesOf(id);
    const calendars = await operator.get<Calendars>('/calendars');
    await local.moveTo('2027-01-04T09:00:00+08:00');

    const alarmed = found.filter(({ code }) => code === 'calendar-horizon');
    expect(provisional).toMatchObject({
      accepted: '2026-12-30T09:00:00.000+08:00',
      dueAt: null,
      deadlineAt: null,
    });
    expect(alarmed.map(({ applicationId }) => applicationId)).toContain(id);
    expect(alarmed.map(({ applicationId }) => applicationId)).toContain(undefined);
    expect(preview).toMatchObject({
      loaded: false,
      moved: [{ from: {}, to: { deadlineAt: '2027-01-05T00:00:00.000+08:00' } }],
    });
    expect(still).toEqual(provisional);
    expect(loaded).toMatchObject({ loaded: true, moved: preview.moved });
    expect(dates).toEqual({
      accepted: '2026-12-30T09:00:00.000+08:00',
      dueAt: '2027-01-04T17:30:00.000+08:00',
      deadlineAt: '2027-01-05T00:00:00.000+08:00',
    });
    expect(calendars.horizon).toBe(2027);
    expect(calendars.loads).toMatchObject([{ year: 2027, replaces: null, loadedBy: 'operator-1' }]);
    expect(await alarmsOf(id)).toEqual(['01-04T08:30 warning']);
    expect(await findings()).toEqual(found);
  });
});

describe('an amended edition', () => {
  it('moves an open case, which is seen first, recorded old and new, and leaves the acceptance as it was', async () => {
    await local.moveTo('2026-03-02T09:00:00+08:00');
    const id = await acceptedAt('2026-03-02T10:00:00+08:00');
    const operator = await signIn('operator-1');
    const { editions } = await operator.get<Calendars>('/calendars');
    const replaces = editions.find(({ year }) => year === 2026)?.sha256;
    const body = { edition: AMENDED_2026, replaces };

    const preview = ok(await load(operator, body, '?preview'));
    const loaded = ok(await load(operator, body));
    const again = ok(await load(operator, body));
    const stale = await load(operator, { edition: { ...AMENDED_2026, makeUpWorkdays: [] }, replaces });
    await local.atState(id, 'AwaitReview');
    const states = statesOf(await local.history(id));
    await local.moveTo('2026-03-05T08:30:00+08:00');

    const { events } = await (await signIn('auditor-1')).get<Events>(`/cases/${id}/events`);
    const moves = events.flatMap(({ fact }) => (fact.type === 'clock-moved' ? [fact] : []));
    const from = { deadlineAt: '2026-03-05T00:00:00.000+08:00' };
    const to = { deadlineAt: '2026-03-06T00:00:00.000+08:00' };
    expect(preview.moved).toMatchObject([{ from, to }]);
    expect(Object.keys(preview.moved[0] ?? {})).toEqual(['applicationNumber', 'from', 'to']);
    expect(loaded.moved).toEqual(preview.moved);
    expect(again).toMatchObject({ loaded: true, moved: [] });
    expect({ status: stale.status, code: (stale.body as unknown as Problem).code }).toEqual({
      status: 409,
      code: 'CALENDAR_REPLACED',
    });
    expect(moves).toMatchObject([{ from, to }]);
    expect(await datesOf(id)).toMatchObject({ accepted: '2026-03-02T10:00:00.000+08:00', ...to });
    expect(states.filter((state) => state === 'AwaitReview').length).toBeGreaterThan(1);
    expect(await alarmsOf(id)).toEqual(['03-05T08:30 warning']);
  });

  it('is refused with every defect, and to whoever is no operator', async () => {
    const operator = await signIn('operator-1');
    const edition = {
      ...INVENTED_2027,
      offDays: [
        { date: '2027-01-01', name: '元旦' },
        { date: '2027-01-01', name: '元旦' },
        { date: '2029-05-01', name: '劳动节' },
      ],
      makeUpWorkdays: [{ date: '2027-01-04', name: '元旦' }],
    };

    const refused = await load(operator, { edition, replaces: null });
    const half = { ...INVENTED_2027, offDays: INVENTED_2027.offDays.slice(0, 1) };
    const implausible = await load(await signIn('operator-1'), { edition: half, replaces: null });
    expect(implausible.status).toBe(422);
    expect(implausible.body).toMatchObject({ code: 'EDITION_IMPLAUSIBLE' });
    const barred = await load(await signIn('supervisor-1'), { edition: INVENTED_2027, replaces: null });

    const { errors } = refused.body as unknown as Problem;
    expect(refused.status).toBe(400);
    expect(errors.map(({ pointer, code }) => `${pointer} ${code}`)).toEqual([
      '/edition/offDays/1/date EDITION_DAY_TWICE',
      '/edition/offDays/2/date EDITION_DAY_OUTSIDE',
      '/edition/makeUpWorkdays/0/date EDITION_MAKE_UP_DAY',
    ]);
    expect(barred).toMatchObject({ status: 403, body: { code: 'NOT_ALLOWED' } });
  });
});
