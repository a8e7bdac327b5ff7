import { ageOn } from './citizen-id.ts';
import { notKnown, type Answer, type Rule } from './finding.ts';

/** Residents of Hong Kong, Macao and Taiwan and foreigners have their own rules (条例 art. 38). */
export const residentRegime: Rule = ({ origin }) => {
  if (origin === undefined) return notKnown();
  const facts = { origin: origin.value };
  if (origin.value === 'mainland') return { result: 'met', facts, source: origin.source };
  return { result: 'not-met', facts, source: origin.source, remedy: 'USE_THE_REGIME_FOR_YOUR_DOCUMENT' };
};

/** The household register lies outside the county; another county of the province qualifies (条例 art. 2(2)). */
export const floatingPopulation: Rule = ({ registeredResidenceDivision: register }, rules) => {
  if (register === undefined) return notKnown();
  const facts = { registeredResidenceDivision: register.value, county: rules.divisionCode };
  if (register.value !== rules.divisionCode) return { result: 'met', facts, source: register.source };
  return { result: 'not-met', facts, source: register.source, remedy: 'USE_THE_ORDINARY_HOUSEHOLD_SERVICES' };
};

/** Under sixteen, the guardian applies (暂行条例 art. 9). The sixteenth birthday itself is no longer under sixteen. */
export const appliesThroughGuardian: Rule = ({ birthDate, agent }, rules, { today }) => {
  if (birthDate === undefined) return notKnown();
  const minor = ageOn(birthDate.value, today) < rules.appliesAloneFromAge;
  const facts = { minor, agent: agent?.relationship ?? 'none' };
  if (!minor || agent?.relationship === 'guardian') return { result: 'met', facts, source: birthDate.source };
  return { result: 'not-met', facts, source: birthDate.source, remedy: 'APPLY_THROUGH_GUARDIAN' };
};

/** Who applies for another must be entitled to, and be identified: a minor's guardian, a frail person's relative. */
export const agentEntitled: Rule = ({ birthDate, agent, frail }, rules, { today }): Answer => {
  if (agent === undefined) return { result: 'met', facts: { agent: 'none' }, source: 'applicant-claim' };
  const facts = { agent: agent.relationship, complete: agent.complete };
  if (!agent.complete) {
    return { result: 'not-met', facts, source: 'applicant-claim', remedy: 'COMPLETE_THE_AGENT' };
  }
  if (birthDate === undefined) return notKnown('GIVE_THE_FACT', facts);
  if (ageOn(birthDate.value, today) < rules.appliesAloneFromAge) {
    if (agent.relationship === 'guardian') return { result: 'met', facts, source: 'applicant-claim' };
    return { result: 'not-met', facts, source: 'applicant-claim', remedy: 'APPLY_THROUGH_GUARDIAN' };
  }
  if (frail === undefined) return notKnown('WAIT_FOR_A_HUMAN', facts);
  const seen = { ...facts, frail: frail.value };
  if (frail.value) return { result: 'met', facts: seen, source: frail.source };
  return { result: 'not-met', facts: seen, source: frail.source, remedy: 'APPLY_IN_PERSON' };
};
