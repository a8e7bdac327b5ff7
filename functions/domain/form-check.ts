import { ageOn, citizenIdDefects, normaliseCitizenId } from './citizen-id.ts';
import type { CountyRules } from './county-rules.ts';
import { isDivisionCode, townshipsOf, type CountyDivision } from './division.ts';
import { ethnicGroupDefects } from './ethnic-group.ts';
import { agentDefects, consentDefects, materialDefects, proofDefects } from './form-check-parts.ts';
import { textDefects } from './form-text-check.ts';
import { CompleteForm, type Consents, type FormDraft } from './form.ts';
import { inForm, under } from './identity-check.ts';
import { isDay, type Day } from './instant.ts';
import type { MaterialInSlot } from './material.ts';
import { mobileNumberDefects } from './mobile-number.ts';
import { nameDefects } from './person-name.ts';
import { RuleError, type Defect } from './rule-error.ts';

/** What a form is held against at submission. */
export interface FormContext {
  readonly channel: 'online' | 'window';
  readonly today: Day;
  readonly county: Pick<CountyRules, 'divisionCode'> & Partial<CountyRules>;
  /** The files of the case. */
  readonly materials: readonly MaterialInSlot[];
  /** Boxes that data sharing has confirmed: they need no paper. The photo may be one. */
  readonly verified: readonly { readonly ground: string; readonly box: string }[];
  /** What was agreed to; leave out to check the form before it is signed. */
  readonly consents?: Consents;
}

/**
 * Every defect of a form that is to be submitted, never only the first. Whether the person may have the permit is not
 * asked here: a household register inside the county is a finding, not a defect.
 * @returns pointers into the form; those of the consents into the submission (`/notice`, `/declaration`, `/commitment`)
 * @see docs/rules.md#the-form
 */
export function checkForm(form: FormDraft, context: FormContext): Defect[] {
  return [
    ...identityDefects(form, context.today),
    ...addressDefects(form, context.county),
    ...required(form.recognitionType, '/recognitionType'),
    ...permitDefects(form, context.today),
    ...registrationDefects(form, context.today),
    ...proofDefects(form),
    ...phoneDefects(form, context.channel),
    ...agentDefects(form, minorIn(form, context), context.today),
    ...materialDefects(form, context.materials, context.verified),
    ...(context.consents ? consentDefects(context.consents, context.channel, context.today) : []),
  ];
}

/**
 * The form, typed as complete.
 * @param consentsAt where the consents stand in what was sent
 * @throws RuleError FORM_INCOMPLETE with every defect; those of the form under `/form`, as in every other body
 */
export function completeForm(form: FormDraft, context: FormContext, consentsAt = ''): CompleteForm {
  const { consents, ...unsigned } = context;
  const ofConsents = consents ? consentDefects(consents, context.channel, context.today) : [];
  const defects = [...inForm(checkForm(form, unsigned)), ...under(consentsAt, ofConsents)];
  if (defects.length > 0) throw new RuleError('FORM_INCOMPLETE', defects);
  return CompleteForm.parse(form);
}

function identityDefects(form: FormDraft, today: Day): Defect[] {
  const { citizenIdNumber, fullName, sex, ethnicGroup } = form;
  const idDefects = citizenIdNumber ? citizenIdDefects(citizenIdNumber, today, '/citizenIdNumber') : [];
  const ofNumber = Number(normaliseCitizenId(citizenIdNumber ?? '').charAt(16)) % 2 === 1 ? '男' : '女';
  const differs = sex !== undefined && citizenIdNumber && idDefects.length === 0 && sex !== ofNumber;
  return [
    ...required(citizenIdNumber, '/citizenIdNumber'),
    ...idDefects,
    ...(fullName ? nameDefects(fullName, '/fullName') : required(fullName, '/fullName')),
    ...required(sex, '/sex'),
    ...(differs ? [{ pointer: '/sex', code: 'SEX_NOT_AS_NUMBER' } as const] : []),
    ...(ethnicGroup
      ? ethnicGroupDefects(ethnicGroup, '/ethnicGroup')
      : required(ethnicGroup, '/ethnicGroup')),
  ];
}

function addressDefects(form: FormDraft, county: CountyDivision): Defect[] {
  const division = form.registeredResidenceDivision;
  const { townshipCode, community, detail } = form.currentResidenceAddress ?? {};
  const at = '/currentResidenceAddress';
  return [
    ...required(division, '/registeredResidenceDivision'),
    ...(division ? divisionDefects(division, '/registeredResidenceDivision') : []),
    ...textDefects(form.registeredResidenceAddress, '/registeredResidenceAddress', 100),
    ...required(townshipCode, `${at}/townshipCode`),
    ...(townshipCode && !isTownshipOf(county, townshipCode)
      ? [{ pointer: `${at}/townshipCode`, code: 'TOWNSHIP_NOT_IN_COUNTY' } as const]
      : []),
    ...textDefects(community, `${at}/community`, 50),
    ...textDefects(detail, `${at}/detail`, 100),
  ];
}

function permitDefects(form: FormDraft, today: Day): Defect[] {
  const { permitNumber, issuerDivision, issuedOn } = form.existingPermit ?? {};
  const defects: Defect[] = [];
  if (form.recognitionType === 'EXISTING_PERMIT' && !permitNumber) {
    defects.push({ pointer: '/existingPermit/permitNumber', code: 'EXISTING_PERMIT_REQUIRED' });
  }
  if (issuerDivision) defects.push(...divisionDefects(issuerDivision, '/existingPermit/issuerDivision'));
  return [...defects, ...futureDefects(issuedOn, '/existingPermit/issuedOn', today)];
}

function registrationDefects(form: FormDraft, today: Day): Defect[] {
  const defects: Defect[] = [];
  for (const [index, row] of (form.residenceRegistrations ?? []).entries()) {
    const at = `/residenceRegistrations/${index}`;
    defects.push(...divisionDefects(row.divisionCode, `${at}/divisionCode`));
    defects.push(...futureDefects(row.registeredOn, `${at}/registeredOn`, today));
    if (row.endedOn !== undefined && row.endedOn < row.registeredOn) {
      defects.push({ pointer: `${at}/endedOn`, code: 'DAYS_REVERSED' });
    }
  }
  return defects;
}

function phoneDefects({ mobilePhone }: FormDraft, channel: FormContext['channel']): Defect[] {
  if (mobilePhone) return mobileNumberDefects(mobilePhone, '/mobilePhone');
  return channel === 'online' ? required(mobilePhone, '/mobilePhone') : [];
}

function minorIn({ citizenIdNumber }: FormDraft, { today, county }: FormContext): boolean | undefined {
  const number = normaliseCitizenId(citizenIdNumber ?? '');
  const born = `${number.slice(6, 10)}-${number.slice(10, 12)}-${number.slice(12, 14)}`;
  return isDay(born) ? ageOn(born, today) < (county.appliesAloneFromAge ?? 16) : undefined;
}

function isTownshipOf(county: CountyDivision, code: string): boolean {
  if (!/^\d{9}$/u.test(code) || !code.startsWith(county.divisionCode)) return false;
  const listed = townshipsOf(county);
  return listed.length === 0 || listed.some((township) => township.code === code);
}

function divisionDefects(code: string, pointer: string): Defect[] {
  return code.length === 6 && isDivisionCode(code) ? [] : [{ pointer, code: 'DIVISION_CODE' }];
}

function futureDefects(day: Day | undefined, pointer: string, today: Day): Defect[] {
  return day !== undefined && day > today ? [{ pointer, code: 'DAY_IN_FUTURE' }] : [];
}

function required(value: string | undefined, pointer: string): Defect[] {
  return value ? [] : [{ pointer, code: 'FIELD_REQUIRED' }];
}
