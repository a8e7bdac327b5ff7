import * as fc from 'fast-check';
import type { CaseFact } from '../../functions/domain/case-event.ts';
import { addDays, daysBetween, instantAt, toInstant, toMillis } from '../../functions/domain/instant.ts';
import { pass } from './acts-around.ts';
import { answers, count, forgetLastCall } from './attempt.ts';
import { COMMANDS } from './commands.ts';
import { hold } from './disagreement.ts';
import { isOver, lastCase, newModel, type Model } from './model.ts';
import { Office } from './office.ts';
import { proceed } from './proceed.ts';
import { settle } from './settle.ts';
import { checkInvariants } from './step-check.ts';

const FIRST_DAY = '2023-01-03';
const LAST_DAY = '2026-12-20';
/** More acts than any served case needs: two rounds of three opinions, claimed and given. */
const MOST_ACTS = 20;

/** When a sequence begins: a minute of the published years, never on the second of an alarm. */
const beginning = fc
  .record({
    day: fc.nat(daysBetween(FIRST_DAY, LAST_DAY)),
    minute: fc.nat(1439),
  })
  .map(({ day, minute }) =>
    toInstant(toMillis(instantAt(addDays(FIRST_DAY, day), '00:00')) + minute * 60_000 + 17_000),
  );

/** How to run, and how to run again what failed. */
export interface Runs {
  readonly numRuns: number;
  readonly seed: number;
  readonly path?: string | undefined;
  readonly replayPath?: string | undefined;
}

/** Random sequences against the rules. @throws the shortest disagreement found, with what repeats it */
export async function runLifecycles({ numRuns, seed, path, replayPath }: Runs): Promise<void> {
  const commands = fc.commands(COMMANDS, { maxCommands: 40, size: 'max', ...(replayPath && { replayPath }) });
  const property = fc.asyncProperty(beginning, commands, async (startsAt, sequence) => {
    const [model, office] = [newModel(startsAt), await Office.open(startsAt)];
    await fc.asyncModelRun(() => ({ model, real: office }), sequence);
    await finish(model, office);
  });
  await fc.assert(property, { numRuns, seed, ...(path && { path }), endOnFailure: false });
}

/** (f) With everything up and every officer at work, each case comes to its end, and nothing is left to do. */
async function finish(model: Model, office: Office): Promise<void> {
  forgetLastCall(office);
  Object.assign(office.province, { silent: false, smsDown: false });
  Object.assign(model, { silent: false, smsDown: false });
  for (const minutes of [90, 90]) await step(model, office, () => pass(model, office, minutes));
  for (let acts = 0; acts < MOST_ACTS; acts += 1) {
    const one = lastCase(model);
    if (!one || isOver(one)) break;
    await step(model, office, () => proceed(model, office, 0));
  }
  for (const schedule of ['reconcile', 'sweep', 'reconcile', 'sweep'] as const) {
    await step(model, office, () => pass(model, office, 95));
    await office.runSchedule(schedule);
    await settle(model, office);
  }
  for (const one of model.cases) {
    const { province, licenceId, archivedAt } = office.record(one.id);
    hold('a served case ends', isOver(one), one);
    hold('an ended case is archived', archivedAt !== undefined, one);
    hold('the province knows in the end', licenceId === undefined || province === 'settled', one);
    const standing = await office.machine.standing(one.id);
    hold('its execution succeeds', standing?.status === 'SUCCEEDED', standing);
    count(`ending ${one.channel} ${one.type} ${one.place}`);
    for (const { fact } of office.world.memory.events.get(one.id) ?? []) count(`event ${wordFor(fact)}`);
  }
  const left = office.world.memory.messages.filter(({ state }) => state === 'owed' || state === 'claimed');
  hold('no message is left', left.length === 0, left);
}

function wordFor(fact: CaseFact): string {
  if (fact.type === 'decided') return `decided ${fact.stage} ${fact.outcome}${fact.late ? ' late' : ''}`;
  return fact.type === 'alarm-raised' ? `${fact.type} ${fact.alarm}` : fact.type;
}

async function step(model: Model, office: Office, act: () => Promise<void>): Promise<void> {
  await act();
  await settle(model, office);
  await checkInvariants(model, office);
}

/** How often each command, answer and ending came. */
export function tally(): string {
  return [...answers]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([what, times]) => `${String(times).padStart(8)} ${what}`)
    .join('\n');
}
