import { canonicalJson } from '../../functions/domain/canonical.ts';
import { chainEvent, type CaseEvent } from '../../functions/domain/case-event.ts';
import { applyEvent } from '../../functions/domain/case-fold.ts';
import type { CaseRecord } from '../../functions/domain/case-record.ts';
import { addDays, dayOf, toMillis } from '../../functions/domain/instant.ts';
import { isWorkingDay, makeCalendar } from '../../functions/domain/calendar.ts';
import { awaitedAt, isClosed } from '../../functions/domain/status.ts';
import { hold } from './disagreement.ts';
import type { Model } from './model.ts';
import type { Office } from './office.ts';

const LAST_WORDS = {
  issued: 'issued',
  refused: 'refused',
  'not-accepted': 'not-accepted',
  lapsed: 'lapsed',
  withdrawn: 'withdrawn',
} as const;

/** (a) An open case has one execution, which waits for the right answer with its token kept, or tries again. */
export async function neverForgotten(model: Model, office: Office, record: CaseRecord): Promise<void> {
  const { id, position, round } = record;
  // What a lost word leaves behind is found by the machine's own time limit, or by the sweep.
  if (model.unheard.has(id)) return;
  hold('a case has exactly one execution', office.machine.executionsOf(id) === 1, id);
  const standing = await office.machine.standing(id);
  const running = standing?.status === 'RUNNING';
  const dueAt = standing?.dueAt ?? 0;
  if (standing?.waits === 'retry') {
    hold('a retry does not lie in the past', running && dueAt >= toMillis(office.now()), standing);
    return;
  }
  if (isClosed(position)) {
    hold('an ended case has an ended execution', standing?.status === 'SUCCEEDED', standing);
    return;
  }
  const stage = awaitedAt(position);
  hold('an open case runs and waits for a token', running && standing?.waits === 'token', standing);
  hold('its time limit lies in the future', dueAt > toMillis(office.now()), standing);
  const asked = standing?.asked as { stage?: string; round?: number; token?: string } | undefined;
  hold(
    'it waits for the stage and round that are recorded',
    asked?.stage === stage && asked?.round === round,
    {
      asked,
      position,
      round,
    },
  );
  const kept = office.world.memory.tokens.get(`${id} ${stage}`);
  hold('the token it waits for is kept', kept?.token === asked?.token && kept?.round === round);
}

/** (b) Each ending is reached once, and told by its own message and no other. */
export function oneEnding(office: Office, record: CaseRecord, events: readonly CaseEvent[]): void {
  const endings = events.filter(({ fact }) => endsCase(fact));
  hold('an ending is reached once', endings.length === (isClosed(record.position) ? 1 : 0), endings);
  const owed = office.world.memory.messages.filter(({ caseId }) => caseId === record.id);
  const last = owed.filter(({ event }) => event in LAST_WORDS).map(({ event }) => event);
  const expected = Object.entries(LAST_WORDS).flatMap(([at, word]) => (at === record.position ? [word] : []));
  hold('an ending owes its own message and no other', last.join() === expected.join(), last);
}

function endsCase(fact: CaseEvent['fact']): boolean {
  if (fact.type === 'decided') {
    return fact.outcome === 'refuse-to-accept' || (fact.stage === 'approval' && fact.outcome === 'reject');
  }
  return fact.type === 'issued' || fact.type === 'withdrawn' || fact.type === 'lapsed';
}

/** (c) The acceptance is written once; the deadline is the end of a working day; no alarm is raised twice or early. */
export function clockOfLaw(model: Model, record: CaseRecord, events: readonly CaseEvent[]): void {
  const starts = events.filter(({ fact }) => 'clock' in fact && fact.clock !== undefined);
  hold('acceptedAt is written once', starts.length === (record.clock ? 1 : 0), starts);
  const alarms = record.alarms.map(({ alarm, owedAt }) => `${alarm} ${owedAt}`);
  hold('no alarm is raised twice', new Set(alarms).size === alarms.length, alarms);
  hold(
    'no alarm comes early',
    record.alarms.every(({ owedAt }) => owedAt <= model.now),
    alarms,
  );
  const deadlineAt = record.clock?.deadlineAt;
  if (deadlineAt === undefined || isClosed(record.position)) return;
  const lastDay = addDays(dayOf(deadlineAt), -1);
  hold('the deadline is a midnight', deadlineAt.slice(10) === 'T00:00:00.000+08:00', deadlineAt);
  hold('the deadline ends a working day', isWorkingDay(makeCalendar(model.editions), lastDay), deadlineAt);
}

/** (d) The chain is whole and its fold is the record; looks at the events that were added since it last did. */
export class Chains {
  /** The very objects that were looked at: a store writes a new one each time. */
  readonly #records = new Map<string, CaseRecord>();
  readonly #seen = new Map<string, { readonly last: CaseEvent; readonly record: CaseRecord }>();

  check(record: CaseRecord, events: readonly CaseEvent[]): void {
    let { last, record: folded } = this.#seen.get(record.id) ?? {};
    if (last && last === events.at(-1) && this.#records.get(record.id) === record) return;
    this.#records.set(record.id, record);
    for (const event of events.slice(last?.sequence ?? 0)) {
      const { at, actor, fact } = event;
      const { hash, sequence } = chainEvent(record.id, last, { at, actor, fact });
      hold('the hash chain is whole', hash === event.hash && sequence === event.sequence, event);
      folded = applyEvent(folded, event);
      last = event;
    }
    hold('the fold of the events is the record', canonicalJson(folded) === canonicalJson(record), record);
    if (last && folded) this.#seen.set(record.id, { last, record: folded });
  }
}

/** (e) An older permit goes only after the new one stands; where all is settled one of ours is valid at most. */
export function neverWithout(office: Office): void {
  const { told } = office.province;
  const early = told.filter((line, index) => {
    const replacedBy = line.startsWith('cancel ') ? line.split(' for ')[1] : undefined;
    return replacedBy !== undefined && !told.slice(0, index).includes(`push ${replacedBy}`);
  });
  hold('a permit is cancelled only after the new one is acknowledged', early.length === 0, early);
  const settled = [...office.world.memory.records.values()].every(
    ({ licenceId, province }) => licenceId === undefined || province === 'settled',
  );
  const valid = office.province.validOfOurs();
  if (settled && office.province.newPermits() > 0) {
    hold('of our permits one is valid where everything is settled', valid.length === 1, valid);
  }
}
