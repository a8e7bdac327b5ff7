import { notKnown, type Answer, type Rule } from './finding.ts';
import type { Facts } from './facts.ts';
import { measureChain } from './registration-chain.ts';

/** Registered in the county on the day of application; if not: register first, it is no ground for refusal outright. */
export const registeredInCounty: Rule = (facts, rules, { today }) => {
  if (facts.registrations === undefined) return notKnown();
  const { value: rows, source } = facts.registrations;
  const active = activeIn(rows, rules.divisionCode, today);
  const seen = { county: rules.divisionCode, active: active.length, rows: rows.length };
  if (active.length > 0) return { result: 'met', facts: seen, source };
  const contradictory = rows.some((row) => row.divisionCode === rules.divisionCode && isReversed(row));
  if (contradictory || enrolmentMayStand(facts)) {
    const why = { ...seen, contradictory, boarding: !contradictory };
    return { result: 'cannot-tell', facts: why, source, remedy: 'WAIT_FOR_A_HUMAN' };
  }
  return { result: 'not-met', facts: seen, source, remedy: 'REGISTER_IN_COUNTY' };
};

/** The township on the form is that of the registration in force. Warns only: rows may lack the township. */
export const addressAsRegistered: Rule = ({ registrations, townshipCode }, rules, { today }) => {
  if (registrations === undefined || townshipCode === undefined) return notKnown();
  const active = activeIn(registrations.value, rules.divisionCode, today);
  const registered = active.flatMap((row) => (row.townshipCode === undefined ? [] : [row.townshipCode]));
  const facts = { form: townshipCode.value, registered };
  if (registered.includes(townshipCode.value)) return { result: 'met', facts, source: registrations.source };
  if (registered.length === 0) return notKnown('REGISTER_IN_COUNTY', facts);
  return { result: 'not-met', facts, source: registrations.source, remedy: 'CORRECT_THE_ADDRESS' };
};

/**
 * Six months of accumulated, continuous registration in the province. A proved investor or recruited talent need
 * not have them; time lived at school leaves no rows and goes to a human, and so do rows that contradict themselves.
 */
export const registeredSixMonths: Rule = (facts, rules, day): Answer => {
  const { talentOrInvestor, registrations } = facts;
  const exempt = talentOrInvestor !== undefined && talentOrInvestor.evidence !== 'none';
  if (exempt) {
    const source =
      talentOrInvestor.evidence === 'data-sharing' ? 'provincial-registry' : sourceOfPaper(facts);
    return { result: 'met', facts: { exempt: true, evidence: talentOrInvestor.evidence }, source };
  }
  if (registrations === undefined) return notKnown();

  const chain = measureChain(registrations.value, rules, day);
  const seen = {
    registeredToday: chain.registeredToday,
    ...(chain.spanStart && { spanStart: chain.spanStart }),
    ...(chain.reviewableStart && { reviewableStart: chain.reviewableStart }),
    ...(chain.reviewableFrom && { reviewableFrom: chain.reviewableFrom }),
    registeredDays: chain.registeredDays,
    gaps: chain.gaps.map(
      (gap) => `${gap.from}..${gap.to}: ${gap.days}, ${gap.springFestival}, ${gap.verdict}`,
    ),
    ignored: Object.values(chain.ignored).reduce((sum, count) => sum + count, 0),
  };
  const { source } = registrations;
  if (chain.verdict === 'met') return { result: 'met', facts: seen, source };
  const { qualifiesOn } = chain;
  const open = talentOrInvestor !== undefined || enrolmentMayStand(facts) || chain.ignored.unreadable > 0;
  if (chain.verdict === 'cannot-tell' || open) {
    return { result: 'cannot-tell', facts: seen, source, remedy: 'WAIT_FOR_A_HUMAN', qualifiesOn };
  }
  const remedy = chain.registeredToday ? 'WAIT_UNTIL_QUALIFIED' : 'REGISTER_IN_COUNTY';
  return { result: 'not-met', facts: seen, source, remedy, qualifiesOn };
};

type Rows = NonNullable<Facts['registrations']>['value'];

function activeIn(rows: Rows, division: string, today: string): Rows {
  return rows.filter(
    (row) =>
      row.divisionCode === division &&
      row.registeredOn <= today &&
      (row.endedOn === undefined || row.endedOn >= today),
  );
}

function isReversed({ registeredOn, endedOn }: Rows[number]): boolean {
  return endedOn !== undefined && endedOn < registeredOn;
}

/** Boarders are exempt from registering (条例 art. 12); not said and no row at all, a pupil may be one. */
function enrolmentMayStand({ grounds, boardsAtSchool, registrations }: Facts): boolean {
  if (!(grounds ?? []).some((ground) => ground.box.startsWith('schooling/'))) return false;
  return boardsAtSchool?.value ?? registrations?.value.length === 0;
}

function sourceOfPaper({ talentOrInvestor }: Facts): Answer['source'] {
  return talentOrInvestor?.evidence === 'document' ? 'document' : 'applicant-claim';
}
