/** What the seeded people write into Annex 1; name, number, sex, group and telephone come from their sign-in. */

export const CONSENTS = {
  commitment: { textVersion: 'commitment-2023-1' },
  notice: { textVersion: 'notice-2023-1' },
  declaration: { textVersion: 'declaration-2023-1' },
} as const;

/** At the window the person signs on paper. */
export const PAPER_CONSENTS = { notice: CONSENTS.notice, declaration: CONSENTS.declaration } as const;

/** permit-1: a permit of Hangzhou, social insurance. */
export const FORM_OF_PERMIT_1 = {
  registeredResidenceDivision: '330327',
  registeredResidenceAddress: '灵溪镇人民路9号',
  currentResidenceAddress: { townshipCode: '331123001', community: '北街社区', detail: '溪滨路101号' },
  recognitionType: 'EXISTING_PERMIT',
  existingPermit: { permitNumber: '3301060000900001' },
  proofs: { employment: ['SOCIAL_INSURANCE'] },
} as const;

/** time-1: registered in Hangzhou, then here; a labour contract. */
export const FORM_OF_TIME_1 = {
  registeredResidenceDivision: '520103',
  registeredResidenceAddress: '中华北路9号',
  currentResidenceAddress: { townshipCode: '331123001', community: '北街社区', detail: '北街9003号' },
  recognitionType: 'REGISTRATION_TIME',
  proofs: { employment: ['LABOR_CONTRACT'] },
} as const;

/** What a clerk types besides, from the identity card on the counter. */
export const CARD_OF_PERMIT_1 = {
  citizenIdNumber: '330327199102149011',
  fullName: '陈晓宁',
  sex: '男',
  ethnicGroup: '01',
  mobilePhone: '13900000001',
} as const;
export const CARD_OF_TIME_1 = {
  citizenIdNumber: '520103199307119047',
  fullName: '周海燕',
  sex: '女',
  ethnicGroup: '01',
  mobilePhone: '13900000004',
} as const;
