import * as z from 'zod';
import type { FormDraft } from './form.ts';
import { EmploymentBox, GROUND_BOXES, ResidenceBox, SchoolingBox, tickedBoxes } from './form-boxes.ts';
import type { Defect } from './rule-error.ts';

/** Largest file, in bytes. */
export const MAX_MATERIAL_BYTES = 10 * 1024 * 1024;
/** Most files of one case, rejected ones not counted. */
const MAX_MATERIALS_PER_CASE = 40;
/** Most files a draft remembers, rejected ones too. */
const MAX_MATERIALS_REMEMBERED = 80;
/** From so many on, a box's next file takes the place of its rejected ones. */
const LONG_LIST = 40;
/** Most files behind one box. */
const MAX_MATERIALS_PER_SLOT = 10;

/** What a file may be. Told by its first bytes, never by its name. */
export const ContentType = z.enum(['image/jpeg', 'image/png', 'application/pdf']);
export type ContentType = z.infer<typeof ContentType>;

/**
 * Where a file belongs: `{ground, box}`. The three grounds have the form's boxes; the other slots hold what the law
 * or the form asks for besides. The photo is an image and there is one.
 */
export const MATERIAL_SLOTS = {
  employment: EmploymentBox.options,
  residence: ResidenceBox.options,
  schooling: SchoolingBox.options,
  photo: ['APPLICANT'],
  identity: ['APPLICANT', 'AGENT', 'KINSHIP'],
  'existing-permit': ['PERMIT'],
  exemption: ['TALENT_OR_INVESTOR'],
  declaration: ['SIGNED_FORM'],
} as const;
/** What a material is to prove, or whose paper it is. */
export const MaterialGround = z.enum([
  'employment',
  'residence',
  'schooling',
  'photo',
  'identity',
  'existing-permit',
  'exemption',
  'declaration',
]);
export type MaterialGround = z.infer<typeof MaterialGround>;

/** What each slot beyond the boxes is called. */
export const SLOT_NAMES = {
  'photo/APPLICANT': { zh: '本人相片', en: 'Photo of the applicant' },
  'identity/APPLICANT': { zh: '申请人身份证件', en: 'Identity document of the applicant' },
  'identity/AGENT': { zh: '代办人身份证件', en: 'Identity document of the agent' },
  'identity/KINSHIP': { zh: '监护或者亲属关系证明', en: 'Proof of guardianship or kinship' },
  'existing-permit/PERMIT': { zh: '原《浙江省居住证》', en: 'The existing Zhejiang residence permit' },
  'exemption/TALENT_OR_INVESTOR': {
    zh: '投资创业、引进人才证明',
    en: 'Proof of investment or recruited talent',
  },
  'declaration/SIGNED_FORM': { zh: '签名的申请表', en: 'The signed application form' },
} as const;

/** `confirmed`: the bytes were looked at and are what was declared. */
export const MaterialStatus = z.enum(['awaiting-upload', 'confirmed', 'rejected']);
export type MaterialStatus = z.infer<typeof MaterialStatus>;

/** What is declared of a file before it is uploaded. */
export const MaterialDeclaration = z.strictObject({
  ground: MaterialGround,
  box: z.string().max(60).meta({ description: 'Which paper of the ground; see GET /form-guide.' }),
  /** Shown to people only; never part of a key, a log or a header. */
  fileName: z.string().trim().min(1).max(200),
  contentType: z.string().max(100),
  sizeBytes: z.int(),
  /** Lower-case hex. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/u),
});
export type MaterialDeclaration = z.infer<typeof MaterialDeclaration>;

/** A file of a case as the rules see it. */
export interface MaterialInSlot {
  readonly ground: string;
  readonly box: string;
  readonly status: MaterialStatus;
}

const UNSAFE_IN_NAME = /[\p{Cc}\p{Cf}/\\:*?"<>|]/u;

/**
 * Every defect of a declaration, given the files the case already has: slot, type, size, name, numbers.
 * @returns pointers into the declaration
 */
export function checkDeclaration(
  declared: MaterialDeclaration,
  existing: readonly MaterialInSlot[],
): Defect[] {
  const live = existing.filter((material) => material.status !== 'rejected');
  const inSlot = live.filter((one) => one.ground === declared.ground && one.box === declared.box).length;
  const slots: readonly string[] = MATERIAL_SLOTS[declared.ground];
  const perSlot = declared.ground === 'photo' ? 1 : MAX_MATERIALS_PER_SLOT;
  const type = ContentType.safeParse(declared.contentType);
  const defects: Defect[] = [];
  if (!slots.includes(declared.box)) defects.push({ pointer: '/box', code: 'MATERIAL_SLOT' });
  if (!type.success) defects.push({ pointer: '/contentType', code: 'MATERIAL_TYPE' });
  if (type.data === 'application/pdf' && declared.ground === 'photo') {
    defects.push({ pointer: '/contentType', code: 'PHOTO_NOT_AN_IMAGE' });
  }
  if (declared.sizeBytes <= 0) defects.push({ pointer: '/sizeBytes', code: 'MATERIAL_EMPTY' });
  if (declared.sizeBytes > MAX_MATERIAL_BYTES) {
    defects.push({
      pointer: '/sizeBytes',
      code: 'MATERIAL_TOO_LARGE',
      params: { maxMiB: MAX_MATERIAL_BYTES / 1024 / 1024 },
    });
  }
  if (UNSAFE_IN_NAME.test(declared.fileName)) defects.push({ pointer: '/fileName', code: 'MATERIAL_NAME' });
  if (live.length >= MAX_MATERIALS_PER_CASE) {
    defects.push({ pointer: '', code: 'MATERIALS_TOO_MANY', params: { max: MAX_MATERIALS_PER_CASE } });
  }
  if (existing.length >= MAX_MATERIALS_REMEMBERED) {
    defects.push({ pointer: '', code: 'MATERIALS_TOO_MANY', params: { max: MAX_MATERIALS_REMEMBERED } });
  }
  if (inSlot >= perSlot)
    defects.push({ pointer: '/box', code: 'MATERIALS_IN_SLOT', params: { max: perSlot } });
  return defects;
}

/** The files that stay beside the one announced: of a long list, without those of its slot that were rejected. */
export function withoutReplaced<Material extends MaterialInSlot>(
  existing: readonly Material[],
  declared: Pick<MaterialDeclaration, 'ground' | 'box'>,
): readonly Material[] {
  if (existing.length < LONG_LIST) return existing;
  return existing.filter(
    ({ ground, box, status }) => status !== 'rejected' || ground !== declared.ground || box !== declared.box,
  );
}

/** One slot, as `ground/box`. */
export interface SlotNeed {
  readonly ground: MaterialGround;
  readonly box: string;
  readonly zh: string;
  readonly en: string;
}

/** The slots this form needs filled, the photo first: one per ticked box, and what an agent or an exemption brings. */
export function neededSlots(form: FormDraft): SlotNeed[] {
  const extra: (keyof typeof SLOT_NAMES)[] = ['photo/APPLICANT'];
  if (form.agent) extra.push('identity/AGENT', 'identity/KINSHIP');
  if (form.talentOrInvestor) extra.push('exemption/TALENT_OR_INVESTOR');
  const names: Readonly<Record<string, { zh: string; en: string }>> = { ...SLOT_NAMES, ...boxNames() };
  return [...extra, ...tickedBoxes(form.proofs ?? {})].map((slot) => {
    const [ground = '', box = ''] = slot.split('/');
    const { zh, en } = names[slot] ?? { zh: slot, en: slot };
    return { ground: MaterialGround.parse(ground), box, zh, en };
  });
}

function boxNames(): Record<string, { zh: string; en: string }> {
  return Object.fromEntries(
    Object.entries(GROUND_BOXES).flatMap(([ground, boxes]) =>
      Object.entries(boxes).map(([box, name]) => [`${ground}/${box}`, name] as const),
    ),
  );
}
