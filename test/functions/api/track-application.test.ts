import { beforeEach, describe, expect, it } from 'vitest';
import { trackApplication } from '../../../functions/api/track-application.ts';
import { makeApplicationNumber } from '../../../functions/domain/application-number.ts';
import { publicEndpoints } from '../../../functions/lambdas/public.ts';
import { provideWorld } from '../../../functions/runtime/container.ts';
import { http } from '../../../functions/runtime/http.ts';
import { CHEN, decided, submitted } from '../../support/builders.ts';
import { FakeWorld } from '../../support/fake-world.ts';
import { httpEvent } from '../../support/http-event.ts';
import type { CaseRecord } from '../../../functions/domain/case-record.ts';

const NOBODY = { sub: 'anyone', roles: [], sessionId: '' };
let world: FakeWorld;
let record: CaseRecord;
beforeEach(async () => {
  world = new FakeWorld();
  record = await submitted(world);
  provideWorld(() => world);
});

const track = (applicationNumber: string, idLastFour = '0017') =>
  trackApplication.run(world, {
    path: undefined,
    query: undefined,
    body: { applicationNumber, idLastFour },
    caller: NOBODY,
  });

/** Nothing of it is read. */
const CONTEXT = {};
const serve = http(publicEndpoints);
const send = (fields: Record<string, string>, headers: Record<string, string> = {}) =>
  serve(httpEvent('POST', '/tracking', { form: fields, headers }), CONTEXT);

describe('tracking without sign-in', () => {
  it('tells where the application stands, and by when it must be accepted', async () => {
    const { body } = await track(record.applicationNumber);

    expect(body).toMatchObject({
      applicationNumber: record.applicationNumber,
      status: 'submitted',
      acceptBy: '2026-03-10T00:00:00.000+08:00',
      due: null,
      reasons: [],
      timeline: [{ code: 'received' }],
    });
  });

  it('shows the due date with the days that count and those that do not', async () => {
    world.setNow('2026-03-06T10:00:00+08:00');
    const late = await decided(world, record.id, 'acceptance', 'accept');

    const { body } = await track(late.applicationNumber);

    // The builder's clock: accepted on Monday, 2 March; Tuesday and Wednesday count.
    expect(body?.due).toEqual({
      acceptedAt: '2026-03-02T09:00:00.000+08:00',
      acceptedOn: '2026-03-02',
      dueAt: '2026-03-04T17:30:00.000+08:00',
      deadlineAt: '2026-03-05T00:00:00.000+08:00',
      counted: ['2026-03-03', '2026-03-04'],
      skipped: [],
    });
  });

  it('forgives how the number and the letter are typed', async () => {
    const typed = `${record.applicationNumber.slice(0, 8)}-${record.applicationNumber.slice(8).toLowerCase()} `;

    const { status } = await track(typed, ' 0017 ');

    expect(status).toBe(200);
  });

  it('never shows name, number, address or telephone', async () => {
    const { body } = await track(record.applicationNumber);

    const shown = JSON.stringify(body);
    for (const secret of [CHEN.fullName, CHEN.citizenIdNumber, '凯恩路', CHEN.mobilePhone ?? '', record.id])
      expect(shown).not.toContain(secret);
  });

  it('answers a wrong number and wrong characters alike', async () => {
    const wrongNumber = await send({ applicationNumber: '20260302ABCDEFGH9', idLastFour: '0017' });
    const wrongFour = await send({ applicationNumber: record.applicationNumber, idLastFour: '9999' });
    const known = (answer: { body?: string }) => answer.body?.replace(/value="[^"]*"/u, 'value=""');

    expect(wrongNumber.statusCode).toBe(404);
    expect(wrongFour.statusCode).toBe(404);
    expect(known(wrongNumber)).toBe(known(wrongFour));
  });

  it('lets ten wrong guesses through, then refuses even the right ones for 15 minutes, and says so', async () => {
    for (let guess = 0; guess < 10; guess += 1)
      await expect(track(record.applicationNumber, '9999')).rejects.toMatchObject({ code: 'NOT_FOUND' });

    const answer = await send({ applicationNumber: record.applicationNumber, idLastFour: '0017' });

    expect(answer.statusCode).toBe(429);
    expect(answer.headers?.['retry-after']).toBe('900');
    world.passMillis(900_000);
    expect((await track(record.applicationNumber)).status).toBe(200);
  });

  it('keeps no count of guesses at numbers that do not exist or are none', async () => {
    const unknown = makeApplicationNumber('2026-03-02', new Uint8Array([9, 9, 9, 9, 9, 9, 9, 9]));

    for (const number of [unknown, `${unknown.slice(0, -1)}*`, 'anything'])
      for (let guess = 0; guess < 12; guess += 1)
        await expect(track(number, '9999')).rejects.toMatchObject({ code: 'NOT_FOUND' });

    expect(world.effects.filter((effect) => JSON.stringify(effect).includes('tries'))).toEqual([]);
  });

  it('never slows down who knows both', async () => {
    const answers = [];
    for (let time = 0; time < 20; time += 1) answers.push((await track(record.applicationNumber)).status);

    expect(new Set(answers)).toEqual(new Set([200]));
  });
});
