import { normaliseCitizenId } from './citizen-id.ts';
import type { FormDraft } from './form.ts';
import type { VerifiedPerson } from './person.ts';
import { sameName } from './person-name.ts';
import type { Defect } from './rule-error.ts';

/**
 * The form with what the sign-in has verified: the person's own fields, or those of whoever applies for another.
 * What is there already stays, so that a difference is seen and not overwritten.
 */
export function prefill(form: FormDraft, person: VerifiedPerson): FormDraft {
  if (form.agent) {
    return {
      ...form,
      agent: { name: person.fullName, citizenIdNumber: person.citizenIdNumber, ...form.agent },
    };
  }
  return {
    citizenIdNumber: person.citizenIdNumber,
    fullName: person.fullName,
    sex: person.sex === '1' ? '男' : '女',
    ...(person.ethnicGroup && { ethnicGroup: person.ethnicGroup }),
    ...(person.mobilePhone && { mobilePhone: person.mobilePhone }),
    ...form,
  };
}

/**
 * Where the form speaks of somebody other than the person who signed in. Without an agent that is the applicant;
 * with one, the agent: a guardian signs in as themselves.
 * @returns pointers into the form
 */
export function identityDefects(form: FormDraft, person: VerifiedPerson): Defect[] {
  const [name, number, at] = form.agent
    ? [form.agent.name, form.agent.citizenIdNumber, '/agent']
    : [form.fullName, form.citizenIdNumber, ''];
  const defects: Defect[] = [];
  if (number !== undefined && normaliseCitizenId(number) !== person.citizenIdNumber) {
    defects.push({ pointer: `${at}/citizenIdNumber`, code: 'NOT_THE_SIGNED_IN_PERSON' });
  }
  if (name !== undefined && !sameName(name, person.fullName)) {
    defects.push({ pointer: form.agent ? '/agent/name' : '/fullName', code: 'NOT_THE_SIGNED_IN_PERSON' });
  }
  return defects;
}

/** The same defects, seen from a body that holds the form under `/form`. */
export function inForm(defects: readonly Defect[]): Defect[] {
  return under('/form', defects);
}

/** The same defects, seen from the root of a body that holds what they are about under `root`. */
export function under(root: string, defects: readonly Defect[]): Defect[] {
  return defects.map((defect) => ({ ...defect, pointer: `${root}${defect.pointer}` }));
}
