import type { StaffMember } from './account.ts';
import type { CaseRecord } from './case-record.ts';
import { maskCitizenId } from './citizen-id.ts';
import type { FormDraft } from './form.ts';
import { maskMobileNumber } from './mobile-number.ts';
import { maskName } from './person-name.ts';

/**
 * The form for an officer whose case it is not: name, number and telephone of holder and agent masked, addresses and
 * the names of third persons left out. What the office needs to choose and route cases stays.
 * @see docs/rules.md#masking
 */
export function maskForm(form: FormDraft): FormDraft {
  const { citizenIdNumber, fullName, mobilePhone, currentResidenceAddress, agent, ...others } = form;
  const { registeredResidenceAddress, existingPermit, residenceRegistrations, ...kept } = others;
  const { employer: _employer, school: _school, landlord: _landlord, ...rest } = kept;
  return {
    ...rest,
    ...(citizenIdNumber !== undefined && { citizenIdNumber: maskCitizenId(citizenIdNumber) }),
    ...(fullName !== undefined && { fullName: maskName(fullName) }),
    ...(mobilePhone !== undefined && { mobilePhone: maskMobileNumber(mobilePhone) }),
    ...(registeredResidenceAddress !== undefined && { registeredResidenceAddress: HIDDEN }),
    ...(currentResidenceAddress !== undefined && {
      currentResidenceAddress: { ...currentResidenceAddress, detail: HIDDEN },
    }),
    ...(existingPermit !== undefined && {
      existingPermit: { ...existingPermit, permitNumber: maskTail(existingPermit.permitNumber) },
    }),
    ...(residenceRegistrations !== undefined && {
      residenceRegistrations: residenceRegistrations.map((one) => ({ ...one, address: HIDDEN })),
    }),
    ...(agent !== undefined && {
      agent: {
        ...agent,
        ...(agent.name !== undefined && { name: maskName(agent.name) }),
        ...(agent.citizenIdNumber !== undefined && { citizenIdNumber: maskCitizenId(agent.citizenIdNumber) }),
        ...(agent.mobilePhone !== undefined && { mobilePhone: maskMobileNumber(agent.mobilePhone) }),
      },
    }),
  };
}

/** Why somebody who does not handle a case reads it whole, in a word; the holder sees it. */
export const PURPOSES = ['supervision', 'audit', 'complaint', 'second-look'] as const;

/**
 * Whether an officer sees a case unmasked: who has claimed it, while they hold it; supervisors and auditors when they
 * say what for.
 * @see docs/rules.md#masking
 */
export function seesWhole(
  { claimedBy }: CaseRecord,
  { id, roles }: Pick<StaffMember, 'id' | 'roles'>,
  purpose: string | undefined,
): boolean {
  const oversees = roles.includes('supervisor') || roles.includes('auditor');
  return claimedBy === id || (oversees && purpose !== undefined);
}

/** Stands for what is not shown. */
const HIDDEN = '***';

/** Mobile numbers, and whatever is as long as an identity number or a permit's, however it is set. */
const LONG_NUMBERS = /1[3-9]\d(?:[\s-]?\d{4}){2}|\d(?:[\s-]?\d){13,}[\s-]?[\dXx]?/gu;
/** Digits as a Chinese keyboard may set them, and the X of an identity number. */
const FULL_WIDTH = /[０-９Ｘｘ]/gu;

/**
 * An officer's own words for whoever is not signed in: without the names, numbers and addresses that the form holds, and
 * without any long number.
 */
export function maskWords(words: string, form: FormDraft): string {
  const { agent, currentResidenceAddress: address } = form;
  const places = [
    form.registeredResidenceAddress,
    address?.community,
    address?.detail,
    ...(form.residenceRegistrations ?? []).map((one) => one.address),
    form.existingPermit?.permitNumber,
    form.employer,
    form.school,
    form.landlord,
  ];
  const hidden = [
    ...[form.fullName, agent?.name].map((name = '') => [name, maskName(name)] as const),
    ...places.map((place = '') => [place, HIDDEN] as const),
  ];
  return (
    hidden
      .filter(([secret]) => secret !== '')
      // A firm bears its owner's name, an address another's beginning: the longer first, or its rest stays.
      .toSorted(([one], [other]) => other.length - one.length)
      .reduce((text, [secret, mask]) => text.replaceAll(plain(secret), () => mask), plain(words))
      .replaceAll(LONG_NUMBERS, HIDDEN)
  );
}

function plain(text: string): string {
  return text.replaceAll(FULL_WIDTH, (character) => character.normalize('NFKC'));
}

/** The name of a file without what a person called it: often their own name. */
export function maskFileName(fileName: string): string {
  const dot = fileName.lastIndexOf('.');
  return dot < 0 ? HIDDEN : `${HIDDEN}${fileName.slice(dot)}`;
}

function maskTail(text = ''): string {
  return text.length > 4 ? `${'*'.repeat(text.length - 4)}${text.slice(-4)}` : HIDDEN;
}
