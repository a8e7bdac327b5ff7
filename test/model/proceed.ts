import { askAgain, correct, submit } from './acts-applicant.ts';
import { answerAgain, claim, decide, proper, reassign, stageOf } from './acts-office.ts';
import { pass } from './acts-around.ts';
import { isOver, lastCase, type Model, type ModelCase } from './model.ts';
import type { Office } from './office.ts';
import { EVERYBODY } from './staff.ts';

/** What the next officer in turn says: mostly yes, but for `choice` at the end of its hundred. */
function outcomeAt(place: ModelCase['place'], choice: number): string {
  const nth = choice % 100;
  if (place === 'submitted')
    return pick(
      nth,
      [
        ['accept', 60],
        ['request-correction', 88],
      ],
      'refuse-to-accept',
    );
  if (place === 'returned') return 'accept';
  if (place === 'in-review')
    return pick(
      nth,
      [
        ['endorse', 75],
        ['reject', 88],
      ],
      'return',
    );
  return pick(
    nth,
    [
      ['approve', 60],
      ['reject', 82],
    ],
    'return',
  );
}

function pick(nth: number, limits: readonly (readonly [string, number])[], otherwise: string): string {
  return limits.find(([, below]) => nth < below)?.[0] ?? otherwise;
}

/** The next proper act, by somebody who may do it; a new application where the last one is over. */
export async function proceed(model: Model, office: Office, choice: number): Promise<void> {
  const one = lastCase(model);
  if (!one) return apply(model, office, choice);
  if (isOver(one)) return afterwards(model, office, one, choice);
  if (one.place === 'awaiting-correction') {
    const who = one.channel === 'window' && choice % 2 === 0 ? 'tang' : 'chen';
    return correct(model, office, { who, stale: false, changed: true });
  }
  // A step is being tried again: the permit comes with time.
  if (one.place === 'issuing') return pass(model, office, 10);
  return serve(model, office, one, choice);
}

async function serve(model: Model, office: Office, one: ModelCase, choice: number): Promise<void> {
  const officers = proper(model, one, EVERYBODY);
  const who = officers[choice % officers.length];
  if (who === undefined) throw new Error(`Nobody may act on a case that is ${one.place}`);
  const { holder } = one;
  if (holder === undefined) return claim(model, office, who);
  if (!officers.includes(holder)) return reassign(model, office, { who: 'zhou', to: who, stale: false });
  const [stage, outcome] = [stageOf(one), outcomeAt(one.place, choice)];
  const again = outcome === 'request-correction' && one.correctBy !== undefined;
  const given = { who: holder, stage, stale: false, reasoned: true, saysWhyLate: true };
  return decide(model, office, { ...given, outcome: again ? 'accept' : outcome });
}

async function afterwards(model: Model, office: Office, one: ModelCase, choice: number): Promise<void> {
  if (one.saidNoAt !== undefined && one.secondLook === undefined && choice % 3 === 0) {
    return askAgain(model, office, 'chen');
  }
  if (one.secondLook === 'asked' && choice % 2 === 0) return answerAgain(model, office, 'zhou');
  return apply(model, office, choice);
}

async function apply(model: Model, office: Office, choice: number): Promise<void> {
  const window = choice % 3 === 0;
  const accept = window && choice % 2 === 0;
  const atWindow = accept ? 'mao' : 'tang';
  return submit(model, office, {
    channel: window ? 'window' : 'online',
    who: window ? atWindow : 'chen',
    accept,
    defect: 'none',
    type: choice % 5 < 3 ? 'EXISTING_PERMIT' : 'REGISTRATION_TIME',
    phone: choice % 7 !== 0,
  });
}
