import { describe, expect, it } from 'vitest';
import { recordFacts } from '../../../functions/casework/record-facts.ts';
import { standingOf } from '../../../functions/casework/standing.ts';
import type { CaseRecord } from '../../../functions/domain/case-record.ts';
import { openTask } from '../../../functions/steps/open-task.ts';
import { aDraft, decided, submitted } from '../../support/builders.ts';
import { anAct } from '../../support/case-changes.ts';
import { FakeWorld } from '../../support/fake-world.ts';

const CORRECT_BY = '2026-04-02T00:00:00.000+08:00';

/** The state of the machine is entered, at an instant of its own clock; it knows the alarms that the case then had. */
async function enters(world: FakeWorld, record: CaseRecord, enteredAt: string, token = 'token') {
  const { stage, round, alarmsAt } = await standingOf(world, record);
  if (stage === 'none') throw new Error('Nobody is awaited');
  const waitsUntil = alarmsAt.find((instant) => instant > enteredAt) ?? null;
  return openTask.run(world, { applicationId: record.id, stage, round, enteredAt, waitsUntil, token });
}

async function alarmsOf(world: FakeWorld, id: string) {
  return (await world.cases.find(id))?.alarms.map(({ alarm, owedAt }) => `${owedAt.slice(5, 19)} ${alarm}`);
}

/** Accepted on Monday, 2 March, 09:00: due on Wednesday, 17:30, overdue from Thursday, 00:00. */
async function inReview(world: FakeWorld): Promise<CaseRecord> {
  const { id } = await submitted(world);
  return decided(world, id, 'acceptance', 'accept');
}

async function askedToCorrect(world: FakeWorld): Promise<CaseRecord> {
  const record = await submitted(world);
  const change = anAct(record, [
    {
      type: 'decided',
      stage: 'acceptance',
      outcome: 'request-correction',
      reasons: [],
      overrides: [],
      correctBy: CORRECT_BY,
    },
  ]);
  await world.cases.commit({ ...change, opens: aDraft(record.id, record.ownerKeys) });
  return change.next;
}

describe('a state that is entered again because an alarm is due', () => {
  it('records the alarm and keeps the fresh token', async () => {
    const world = new FakeWorld();
    const record = await inReview(world);
    world.setNow('2026-03-04T08:30:00+08:00');

    await enters(world, record, world.now(), 'token-2');

    expect(await alarmsOf(world, record.id)).toEqual(['03-04T08:30:00 warning']);
    expect(await world.taskTokens.find(record.id, 'review', 1)).toBe('token-2');
  });

  it('may run twice: the alarm is recorded once', async () => {
    const world = new FakeWorld();
    const record = await inReview(world);
    world.setNow('2026-03-04T17:30:00+08:00');

    await enters(world, record, world.now());
    await enters(world, record, world.now());

    expect(await alarmsOf(world, record.id)).toEqual(['03-04T08:30:00 warning', '03-04T17:30:00 due']);
  });

  it('records the alarm at its own instant although the clock of this function has not come to it yet', async () => {
    const world = new FakeWorld();
    const record = await inReview(world);
    world.setNow('2026-03-04T23:59:59.990+08:00');

    await enters(world, record, '2026-03-05T00:00:00.000+08:00');

    expect((await alarmsOf(world, record.id))?.at(-1)).toBe('03-05T00:00:00 breach');
  });

  it('takes the clock of this function where it is ahead of the machine’s', async () => {
    const world = new FakeWorld();
    const record = await inReview(world);
    world.setNow('2026-03-05T00:00:00.010+08:00');

    await enters(world, record, '2026-03-04T23:59:59.990+08:00');

    expect((await alarmsOf(world, record.id))?.at(-1)).toBe('03-05T00:00:00 breach');
  });

  it('records on its first entry, too, what has come due by then', async () => {
    const world = new FakeWorld();
    const record = await submitted(world);
    world.setNow('2026-03-06T09:00:00+08:00');

    await enters(world, record, world.now());

    expect(await alarmsOf(world, record.id)).toEqual([
      '03-03T17:30:00 accept-reminder-1',
      '03-05T17:30:00 accept-reminder-3',
    ]);
  });
});

describe('a case that time moves on', () => {
  it('counts as accepted after five working days, and the machine reads it', async () => {
    const world = new FakeWorld();
    const record = await submitted(world);
    world.setNow('2026-03-09T23:59:59.999+08:00');

    const run = enters(world, record, '2026-03-10T00:00:00.000+08:00');

    await expect(run).rejects.toMatchObject({ name: 'AlreadyDecided' });
    const moved = await world.cases.find(record.id);
    expect(moved).toMatchObject({
      position: 'returned',
      round: 2,
      clock: { acceptedAt: record.submittedAt },
    });
    expect(moved?.alarms.map(({ alarm }) => alarm)).toEqual([
      'accept-reminder-1',
      'accept-reminder-3',
      'accept-reminder-4',
      'accept-lapsed',
      'breach',
    ]);
  });

  it('lapses at the end of the time to correct, and the machine ends it', async () => {
    const world = new FakeWorld();
    const record = await askedToCorrect(world);
    world.setNow('2026-04-01T23:59:59.999+08:00');
    await enters(world, record, world.now());
    const before = await world.cases.find(record.id);

    const run = enters(world, record, CORRECT_BY);

    await expect(run).rejects.toMatchObject({ name: 'CaseClosed' });
    expect(before?.position).toBe('awaiting-correction');
    expect((await world.cases.find(record.id))?.position).toBe('lapsed');
    expect(await world.drafts.find(record.id)).toBeUndefined();
    expect((await world.messages.listUnsettled(record.id)).map(({ event }) => event)).toContain('lapsed');
  });
});

describe('a machine that was told too little', () => {
  it('reads the case again when it has used up the alarms it knew', async () => {
    const world = new FakeWorld();
    const { id } = await inReview(world);
    world.setNow('2026-03-09T08:30:00+08:00');
    const task = { applicationId: id, stage: 'review', round: 1, enteredAt: world.now() } as const;

    const run = openTask.run(world, { ...task, waitsUntil: null, token: 'token' });

    await expect(run).rejects.toMatchObject({ name: 'AlreadyDecided' });
    expect((await alarmsOf(world, id))?.at(-1)).toBe('03-09T08:30:00 overdue-reminder');
  });

  it('reads the case again when a calendar that was loaded since has an alarm before the one it waits for', async () => {
    const world = new FakeWorld();
    const { id } = await inReview(world);
    world.setNow('2026-03-06T08:30:00+08:00');
    const task = { applicationId: id, stage: 'review', round: 1, enteredAt: world.now() } as const;

    const run = openTask.run(world, { ...task, waitsUntil: '2026-03-10T00:30:00.000Z', token: 'token' });

    await expect(run).rejects.toMatchObject({ name: 'AlreadyDecided' });
  });

  it('looks again later, and loses nothing, where a correction has no end that anybody knows', async () => {
    const world = new FakeWorld();
    const { id } = await submitted(world);
    await decided(world, id, 'acceptance', 'request-correction');
    const task = { applicationId: id, stage: 'correction', round: 1, enteredAt: world.now() } as const;

    const opened = openTask.run(world, { ...task, waitsUntil: null, token: 'token' });

    await expect(opened).resolves.toEqual({});
  });

  it('reads the case when a correction was sent while nobody waited: its papers are gathered first', async () => {
    const world = new FakeWorld();
    const asked = await askedToCorrect(world);
    const texts = { notice: 'notice-2023-1', declaration: 'declaration-2023-1' };
    const fact = { type: 'corrected', draftVersion: 2, ownerKeys: asked.ownerKeys, texts } as const;
    const actor = { kind: 'applicant', id: asked.ownerKeys[0] ?? '' } as const;
    const corrected = await recordFacts(world, asked, actor, [
      { ...fact, formHash: 'f'.repeat(64), materials: [] },
    ]);

    const run = enters(world, corrected, world.now());

    await expect(run).rejects.toMatchObject({ name: 'AlreadyDecided' });
  });
});
