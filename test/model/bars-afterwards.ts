import { addDays, dayOf, instantAt } from '../../functions/domain/instant.ts';
import { broken, isOfficer, isRelated, type Bars } from './bars.ts';
import type { Model, ModelCase } from './model.ts';
import { rolesOf } from './staff.ts';

/** Afterwards, by a supervisor or by whoever gave an opinion. */
export function overdueBars(one: ModelCase, who: string): Bars {
  const gaveOpinion = Object.values(one.officers).includes(who);
  const may = isOfficer(who) || rolesOf(who).includes('supervisor');
  return broken(
    [!may || (!gaveOpinion && !rolesOf(who).includes('supervisor')), 'NOT_ALLOWED'],
    [isRelated(who, one), 'OWN_CASE'],
    [!one.late, 'NOT_OVERDUE'],
  );
}

const SECOND_LOOK_DAYS = 60;

/** Once, within sixty days, by the holder who was told no. */
export function askBars(model: Model, one: ModelCase, who: string): Bars {
  const until = one.saidNoAt && instantAt(addDays(dayOf(one.saidNoAt), SECOND_LOOK_DAYS + 1), '00:00');
  return broken(
    [who !== 'chen', 'NOT_FOUND'],
    [until === undefined, 'ACTION_NOT_ALLOWED'],
    [one.secondLook !== undefined, 'SECOND_LOOK_ASKED'],
    [until !== undefined && model.now >= until, 'SECOND_LOOK_TOO_LATE'],
  );
}

/** Once, by a supervisor who gave no opinion. */
export function answerBars(one: ModelCase, who: string): Bars {
  return broken(
    [!rolesOf(who).includes('supervisor'), 'NOT_ALLOWED'],
    [one.secondLook !== 'asked', 'ACTION_NOT_ALLOWED'],
    [Object.values(one.officers).includes(who), 'SAME_PERSON'],
  );
}
