import * as z from 'zod';
import { CountyRules } from './county-rules.ts';

const TimeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/u);

/** A public key by which permits are verified, as `GET /.well-known/jwks.json` shows it. */
const PermitKey = z.strictObject({
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  x: z.string().regex(/^[\w-]{43}$/u),
  y: z.string().regex(/^[\w-]{43}$/u),
  /** RFC 7638 thumbprint; the header of each permit names it. */
  kid: z.string().regex(/^[\w-]{43}$/u),
  alg: z.literal('ES256'),
  use: z.literal('sig'),
});

/**
 * A public key of SM2, as `sm2Keys` of `GET /.well-known/jwks.json` shows it. IANA has registered neither curve nor
 * algorithm, so the names are ours, and the key is there a second time in the form that every Chinese library reads.
 */
const Sm2Key = z.strictObject({
  kty: z.literal('EC'),
  crv: z.literal('SM2'),
  x: z.string().regex(/^[\w-]{43}$/u),
  y: z.string().regex(/^[\w-]{43}$/u),
  /** Thumbprint after the manner of RFC 7638; each signature is shown with it. */
  kid: z.string().regex(/^[\w-]{43}$/u),
  alg: z.literal('SM2-SM3'),
  use: z.literal('sig'),
  /** SubjectPublicKeyInfo, DER in base64. */
  spki: z.string().regex(/^[\w+/]{122}==$/u),
});
export type Sm2Key = z.infer<typeof Sm2Key>;

/** Everything that differs between counties, as data: one file a county in `infra/counties`. */
export const County = z.strictObject({
  $comment: z.string().optional(),
  /** One county is one deployment; tokens carry it. */
  id: z.string().regex(/^[a-z]+$/u),
  name: z.string(),
  rules: CountyRules,
  /** Opening and close of business, office zone (Asia/Shanghai). */
  hours: z.strictObject({ opensAt: TimeOfDay, closesAt: TimeOfDay }),
  issuer: z.strictObject({
    /** The organ in whose name a permit is issued (Regulation, art. 19). */
    name: z.string(),
    /** Its unified social credit code, GB 32100; part of every licence identifier. */
    creditCode: z.string().regex(/^[0-9A-HJ-NPQRTUWXY]{18}$/u),
    /** Type code of the licence, GB/T 36904: credit code of the type's registrar and three digits. */
    licenceTypeCode: z.string().regex(/^[0-9A-Z]{21}$/u),
  }),
  /** Who receives applications; the first that lists the applicant's township, else the one marked as default. */
  offices: z
    .array(
      z.strictObject({
        id: z.string().regex(/^[a-z-]+$/u),
        name: z.string(),
        townships: z.array(z.string().regex(/^\d{9}$/u)),
        default: z.boolean().optional(),
      }),
    )
    .min(1)
    .refine(
      (offices) => offices.filter((office) => office.default).length === 1,
      'Exactly one office is the default',
    ),
  /** Whether the acceptor of a case may also review it (small offices); the approver is never either. */
  acceptorMayReview: z.boolean().default(false),
  sms: z.strictObject({
    /** Printed in 【】 before every message. */
    signature: z.string().min(2).max(8),
    enquiries: z.string(),
  }),
  /**
   * The account of the smoke test: whoever signs in as it acts for an invented person, and its cases are synthetic.
   * Absent: there is none. @see docs/rules.md#synthetic-cases
   */
  smoke: z.strictObject({ staffId: z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/u) }).optional(),
  /** So many cases that wait for an opinion at once are more than the office can keep up with: an alarm sounds. */
  backlogAt: z.int().min(1).default(50),
  /** Who is told when an alarm sounds: addresses for e-mail, or of a web hook. Each confirms by itself what it is sent. */
  operators: z.array(z.union([z.email(), z.url({ protocol: /^https$/u })])).default([]),
  /** What a deployment of it is: a release of a production county is confirmed by typing its name. */
  stage: z.enum(['production', 'trial']).default('production'),
  /**
   * Where the pages are reached. Absent: under CloudFront's own name; in China that is not allowed, so no pages are
   * hosted there until the county has all three.
   */
  web: z
    .strictObject({
      /** Without scheme: `huzhu.example.cn`. */
      domain: z.string().regex(/^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/u),
      /** ICP filing number of the domain, printed on every page: 浙ICP备2023000000号-1. Compulsory in China. */
      icpNumber: z
        .string()
        .regex(/^\p{Script=Han}ICP备\d{8,10}号(?:-\d+)?$/u)
        .optional(),
      /** The domain's certificate in IAM, which both partitions take: name and id. */
      certificate: z.strictObject({
        name: z.string().regex(/^[\w+=,.@-]{1,128}$/u),
        id: z.string().regex(/^ASCA[A-Z0-9]{12,124}$/u),
      }),
    })
    .optional(),
  /**
   * The key that signs permits, and in China its twin on SM2. Absent: the first one. A higher generation makes a new
   * key, and the keys before it stay published, so that permits they signed can still be verified.
   */
  licenceKey: z
    .strictObject({
      generation: z.int().min(2),
      former: z.array(PermitKey),
      /** In China: the SM2 keys of the same generations. */
      formerSm2: z.array(Sm2Key).optional(),
    })
    .refine(
      ({ generation, former, formerSm2 = former }) =>
        former.length === generation - 1 && formerSm2.length === generation - 1,
      'Each generation before this one has its public key in `former`, and in China in `formerSm2`',
    )
    .optional(),
  /**
   * Which key signs session tokens; absent: the first. One more signs nobody out, two more sign everybody out.
   * @see docs/runbook.md#change-the-key-of-sessions
   */
  sessionKey: z.strictObject({ generation: z.int().min(2).max(999_999) }).optional(),
  /** How long a draft nobody touches is kept, days; none is kept longer than 170 in all. */
  draftDays: z.int().min(1).max(365).default(90),
});
export type County = z.infer<typeof County>;

/** Id of the office that receives an application from this township. */
export function officeFor(county: County, township: string | undefined): string {
  const office =
    county.offices.find(({ townships }) => township !== undefined && townships.includes(township)) ??
    county.offices.find((candidate) => candidate.default);
  if (!office) throw new TypeError(`County ${county.id} has no default office`);
  return office.id;
}
