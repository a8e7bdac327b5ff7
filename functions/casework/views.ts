import * as z from 'zod';
import type { Draft, MaterialRecord } from '../domain/application.ts';
import type { CaseRecord } from '../domain/case-record.ts';
import { FormDraft } from '../domain/form.ts';
import { neededSlots } from '../domain/material.ts';
import { STAGES, STATUSES, stageOf, statusOf } from '../domain/status.ts';

/** A file as its owner sees it. */
export const MaterialView = z.strictObject({
  materialId: z.string(),
  ground: z.string(),
  box: z.string(),
  fileName: z.string(),
  contentType: z.string(),
  sizeBytes: z.int(),
  status: z.enum(['awaiting-upload', 'confirmed', 'rejected']),
  reasons: z.array(z.string()),
});

/** A material without its key and its hash, which stay on the server. */
export function materialView(material: MaterialRecord): z.input<typeof MaterialView> {
  const { id, ground, box, fileName, contentType, sizeBytes, status, reasons } = material;
  return { materialId: id, ground, box, fileName, contentType, sizeBytes, status, reasons: [...reasons] };
}

/** A draft as its owner sees it. */
export const DraftView = z.strictObject({
  id: z.string(),
  status: z.literal('draft'),
  version: z.int(),
  channel: z.enum(['online', 'window']),
  form: FormDraft,
  materials: z.array(MaterialView),
  /** Slots that still need a confirmed file, unless data sharing answers for them. */
  missing: z.array(z.strictObject({ ground: z.string(), box: z.string(), zh: z.string(), en: z.string() })),
  updatedAt: z.string(),
  expiresAt: z.string(),
});

/** A draft without the keys of its owners. */
export function draftView(draft: Draft): z.input<typeof DraftView> {
  const { id, version, channel, form, materials, updatedAt, expiresAt } = draft;
  return {
    id,
    status: 'draft',
    version,
    channel,
    form,
    materials: materials.map(materialView),
    missing: neededSlots(form).filter(
      ({ ground, box }) =>
        !materials.some((file) => file.status === 'confirmed' && file.ground === ground && file.box === box),
    ),
    updatedAt,
    expiresAt,
  };
}

/** Where a case stands, without a word about the person. */
export const CaseSummary = z.strictObject({
  id: z.string(),
  applicationNumber: z.string(),
  status: z.enum(STATUSES),
  /** The stage whose opinion is awaited. */
  stage: z.enum(STAGES).nullable(),
  version: z.int(),
  channel: z.enum(['online', 'window']),
  recognitionType: z.string(),
  office: z.string(),
  receivedAt: z.string(),
  acceptBy: z.string().nullable(),
  acceptedAt: z.string().nullable(),
  /** Close of business of the second working day: the promise. */
  dueAt: z.string().nullable(),
  /** End of that day: the law. */
  deadlineAt: z.string().nullable(),
  issuedAt: z.string().nullable(),
  licenceId: z.string().nullable(),
  /** A smoke test's case, of a person who does not exist. */
  synthetic: z.literal(true).optional(),
});

/** A case without its owners: what a list may show. */
export function caseSummary(record: CaseRecord): z.input<typeof CaseSummary> {
  const { id, applicationNumber, position, version, channel, recognitionType, office, receivedAt } = record;
  return {
    id,
    applicationNumber,
    status: statusOf(position),
    stage: stageOf(position) ?? null,
    version,
    channel,
    recognitionType,
    office,
    receivedAt,
    acceptBy: record.acceptBy ?? null,
    acceptedAt: record.clock?.acceptedAt ?? null,
    dueAt: record.clock?.dueAt ?? null,
    deadlineAt: record.clock?.deadlineAt ?? null,
    issuedAt: record.issuedAt ?? null,
    licenceId: record.licenceId ?? null,
    ...(record.synthetic && { synthetic: record.synthetic }),
  };
}

/** What a finding says, and what can be done about it. */
export const FindingWords = z.strictObject({
  zh: z.string(),
  en: z.string(),
  remedy: z.strictObject({ zh: z.string(), en: z.string() }).nullable(),
});

/** An id of ours in a path. */
export const Id = z.string().regex(/^[0-9A-HJKMNP-TV-Z]{26}$/u);
/** `{id}` of a path: a draft or a case, whose id stays the same. */
export const ById = z.strictObject({ id: Id });
/** `{id}/materials/{materialId}` of a path. */
export const ByIdAndMaterial = z.strictObject({ id: Id, materialId: Id });
/** `{applicationId}` of a path: a case, as tasks name it. */
export const ByApplication = z.strictObject({ applicationId: Id });
/** Id of an officer. */
export const StaffId = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/u);
/** A reason or an answer in an officer's own words. */
export const OwnWords = z.string().trim().min(1).max(500);
/** `?version=` of a DELETE. */
export const VersionInQuery = z.strictObject({ version: z.coerce.number().int().min(1) });
