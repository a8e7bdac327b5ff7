import { citizenIdDefects, normaliseCitizenId } from './citizen-id.ts';
import { tickedBoxes } from './form-boxes.ts';
import { TEXTS_IN_FORCE } from './form-texts.ts';
import type { Consents, FormDraft } from './form.ts';
import type { Day } from './instant.ts';
import { neededSlots, type MaterialInSlot, type SlotNeed } from './material.ts';
import { mobileNumberDefects } from './mobile-number.ts';
import { nameDefects } from './person-name.ts';
import type { Defect } from './rule-error.ts';

/** At least one ground; every 其他 that is ticked says what it is. */
export function proofDefects({ proofs = {} }: FormDraft): Defect[] {
  if (tickedBoxes(proofs).length === 0) return [{ pointer: '/proofs', code: 'GROUND_REQUIRED' }];
  const others = [
    [proofs.employment?.includes('OTHER'), proofs.employmentOther, '/proofs/employmentOther'],
    [proofs.residence?.includes('OTHER'), proofs.residenceOther, '/proofs/residenceOther'],
    [proofs.residence?.includes('RENTED_HOUSE.OTHER'), proofs.rentedHouseOther, '/proofs/rentedHouseOther'],
  ] as const;
  return others.flatMap(([ticked, words, pointer]) =>
    ticked && !words ? [{ pointer, code: 'OTHER_NEEDS_WORDS' }] : [],
  );
}

/**
 * Who applies for another is complete and allowed to.
 * @param minor undefined while the date of birth cannot be read
 */
export function agentDefects(form: FormDraft, minor: boolean | undefined, today: Day): Defect[] {
  const { agent } = form;
  if (agent === undefined) return minor ? [{ pointer: '/agent', code: 'AGENT_REQUIRED' }] : [];
  const { name, citizenIdNumber, relationship, mobilePhone } = agent;
  const missing = (['name', 'citizenIdNumber', 'relationship', 'mobilePhone'] as const)
    .filter((field) => !agent[field])
    .map((field): Defect => ({ pointer: `/agent/${field}`, code: 'FIELD_REQUIRED' }));
  const same =
    citizenIdNumber && normaliseCitizenId(citizenIdNumber) === normaliseCitizenId(form.citizenIdNumber ?? '');
  const notGuardian = minor && relationship !== undefined && relationship !== 'guardian';
  const notAllowed = minor === false && form.frail !== true;
  return [
    ...missing,
    ...(name ? nameDefects(name, '/agent/name') : []),
    ...(citizenIdNumber ? citizenIdDefects(citizenIdNumber, today, '/agent/citizenIdNumber') : []),
    ...(mobilePhone ? mobileNumberDefects(mobilePhone, '/agent/mobilePhone') : []),
    ...(same ? [{ pointer: '/agent/citizenIdNumber', code: 'AGENT_IS_APPLICANT' } as const] : []),
    ...(notGuardian ? [{ pointer: '/agent/relationship', code: 'AGENT_MUST_BE_GUARDIAN' } as const] : []),
    ...(notAllowed ? [{ pointer: '/agent', code: 'AGENT_NOT_ALLOWED' } as const] : []),
  ];
}

/** The photo, one confirmed file for each ticked box, and what an agent or an exemption must show. */
export function materialDefects(
  form: FormDraft,
  materials: readonly MaterialInSlot[],
  verified: readonly { readonly ground: string; readonly box: string }[],
): Defect[] {
  return neededSlots(form).flatMap((slot): Defect[] => {
    const isHere = (one: { readonly ground: string; readonly box: string }) =>
      one.ground === slot.ground && one.box === slot.box;
    const files = materials.filter(isHere);
    if (verified.some(isHere) || files.some((file) => file.status === 'confirmed')) return [];
    const begun = files.some((file) => file.status === 'awaiting-upload');
    const { ground, box, zh, en } = slot;
    const params = { ground, box, nameZh: zh, nameEn: en };
    return [
      { pointer: pointerOf(slot, form), code: begun ? 'MATERIAL_UNCONFIRMED' : 'MATERIAL_MISSING', params },
    ];
  });
}

/** The texts agreed to, in the version in force. The commitment is the online channel's first step. */
export function consentDefects(consents: Consents, channel: 'online' | 'window', today: Day): Defect[] {
  const wanted =
    channel === 'online'
      ? (['commitment', 'notice', 'declaration'] as const)
      : (['notice', 'declaration'] as const);
  const signedOn = consents.declaration?.signedOn;
  return [
    ...wanted.flatMap((text): Defect[] => {
      const pointer = `/${text}/textVersion`;
      const agreed = consents[text]?.textVersion;
      const version = TEXTS_IN_FORCE[text];
      if (!agreed) return [{ pointer, code: 'TEXT_NOT_ACCEPTED' }];
      return agreed === version ? [] : [{ pointer, code: 'TEXT_OUTDATED', params: { version } }];
    }),
    ...(signedOn !== undefined && signedOn > today
      ? [{ pointer: '/declaration/signedOn', code: 'DAY_IN_FUTURE' } as const]
      : []),
  ];
}

function pointerOf({ ground, box }: SlotNeed, { proofs = {} }: FormDraft): string {
  const ticked: Readonly<Record<string, readonly string[] | undefined>> = {
    employment: proofs.employment,
    residence: proofs.residence,
    schooling: proofs.schooling,
  };
  const index = ticked[ground]?.indexOf(box);
  if (index !== undefined) return `/proofs/${ground}/${index}`;
  return { photo: '/photo', identity: '/agent', exemption: '/talentOrInvestor' }[ground as string] ?? '';
}
