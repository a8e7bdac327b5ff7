import * as z from 'zod';
import { EmploymentBox, RecognitionType, ResidenceBox, SchoolingBox } from './form-boxes.ts';
import { isDay } from './instant.ts';

const CivilDay = z.string().refine(isDay, 'not a civil day');
/** Text of a person's own; its length is counted in UTF-16 units only to bound what is stored. */
const text = (max: number) => z.string().trim().max(max);
const boxes = <Box extends z.ZodType>(box: Box, count: number) =>
  z
    .array(box)
    .max(count)
    .refine((ticked) => new Set(ticked).size === ticked.length, 'a box is ticked once');

/** GB/T 2261.1 in the words of Annex 1. */
const Sex = z.enum(['男', '女']);

/** 现居住住址 in parts, so that the office is found and the township is compared; `detail` is road, number, room. */
const ResidenceAddress = z.strictObject({
  /** Nine digits: one of the county's townships. */
  townshipCode: text(9),
  /** 村（社区）. */
  community: text(50),
  detail: text(100),
});
export type ResidenceAddress = z.infer<typeof ResidenceAddress>;

/** 证明材料: the ticked boxes, and the words beside each 其他. */
const Proofs = z.strictObject({
  employment: boxes(EmploymentBox, 5).optional(),
  residence: boxes(ResidenceBox, 9).optional(),
  schooling: boxes(SchoolingBox, 4).optional(),
  employmentOther: text(100).optional(),
  residenceOther: text(100).optional(),
  rentedHouseOther: text(100).optional(),
});
export type Proofs = z.infer<typeof Proofs>;

/** The permit to be recognised; issuer and day come from the province where it knows them. */
const ClaimedPermit = z.strictObject({
  permitNumber: text(40),
  issuerDivision: text(6).optional(),
  issuedOn: CivilDay.optional(),
});

/** A registration as the applicant remembers it: a claim, never proof. */
export const ClaimedRegistration = z.strictObject({
  divisionCode: text(6),
  address: text(150).optional(),
  registeredOn: CivilDay,
  endedOn: CivilDay.optional(),
});
export type ClaimedRegistration = z.infer<typeof ClaimedRegistration>;

/** Who applies for a child or a frail person (暂行条例 art. 9). */
const Agent = z.strictObject({
  name: text(100),
  citizenIdNumber: text(40),
  relationship: z.enum(['guardian', 'close-relative']),
  mobilePhone: text(20),
});
export type Agent = z.infer<typeof Agent>;

/** Every field of Annex 1 that the applicant fills, and those the plan needs but the form lacks. One definition, two strengths. */
const FIELDS = {
  citizenIdNumber: text(40),
  fullName: text(100),
  sex: Sex,
  /** GB/T 3304: the two digits (a name is understood and turned into them). */
  ethnicGroup: text(20),
  /** GB/T 2260, six digits: province and county of the household register. */
  registeredResidenceDivision: text(6),
  registeredResidenceAddress: text(200),
  currentResidenceAddress: ResidenceAddress,
  recognitionType: RecognitionType,
  proofs: Proofs,
};
/** Wanted only in some cases; `checkForm` knows which. */
const CONDITIONAL_FIELDS = {
  mobilePhone: text(20).optional(),
  existingPermit: ClaimedPermit.optional(),
  residenceRegistrations: z.array(ClaimedRegistration).max(50).optional(),
  agent: Agent.optional(),
  /** Claims the exemption of investors and recruited talents (条例 art. 16(2)). */
  talentOrInvestor: z.boolean().optional(),
  /** Elderly or disabled and unable to come: then a close relative may apply. */
  frail: z.boolean().optional(),
  /** Lives at school, and so may have no residence registration (条例 art. 12). */
  boardsAtSchool: z.boolean().optional(),
  /** Where the applicant works, learns or rents; helps the reviewer, never asked twice. */
  employer: text(100).optional(),
  school: text(100).optional(),
  landlord: text(100).optional(),
};

/** What a half-filled form may hold: everything optional, yet of the right type, bounded, and nothing unknown. */
export const FormDraft = z.strictObject({
  ...z.strictObject(FIELDS).partial().shape,
  ...CONDITIONAL_FIELDS,
  currentResidenceAddress: ResidenceAddress.partial().optional(),
  existingPermit: ClaimedPermit.partial().optional(),
  agent: Agent.partial().optional(),
});
export type FormDraft = z.infer<typeof FormDraft>;

/** A form that `checkForm` found nothing wrong with. */
export const CompleteForm = z.strictObject({ ...FIELDS, ...CONDITIONAL_FIELDS });
export type CompleteForm = z.infer<typeof CompleteForm>;

const TextVersion = text(40).meta({
  description: 'Version of the text that was shown; see GET /form-guide.',
});

/** The signature at submission: the version of each text that was before the person. `commitment` is online only. */
export const Consents = z.strictObject({
  commitment: z.strictObject({ textVersion: TextVersion }).optional(),
  notice: z.strictObject({ textVersion: TextVersion }).optional(),
  declaration: z
    .strictObject({
      textVersion: TextVersion,
      /** Day beside a signature on paper; online it is the day of submission. */
      signedOn: CivilDay.optional(),
    })
    .optional(),
});
export type Consents = z.infer<typeof Consents>;
