import * as z from 'zod';
import type { Draft, MaterialRecord } from '../domain/application.ts';
import { isGroundOpen } from '../domain/correction.ts';
import { checkContent } from '../domain/material-content.ts';
import {
  checkDeclaration,
  MaterialDeclaration,
  MAX_MATERIAL_BYTES,
  withoutReplaced,
} from '../domain/material.ts';
import { PROBLEMS, type ProblemCode } from '../domain/problems.ts';
import { RuleError, StaleWriteError } from '../domain/rule-error.ts';
import { say } from '../domain/wording.ts';
import type { World } from '../ports.ts';
import { expectVersion, saveDraft } from './drafts.ts';

/** What announces a file. */
export const MaterialRequest = MaterialDeclaration.extend({ version: z.int().min(1) });

/** How to send it: a form post to `url` with these `fields` and the file last, before `expiresAt`. */
export const MaterialTicket = z.strictObject({
  materialId: z.string(),
  version: z.int(),
  upload: z.strictObject({ url: z.string(), fields: z.record(z.string(), z.string()) }),
  expiresAt: z.string(),
});

/** What became of an uploaded file; every reason at once. */
export const MaterialVerdict = z.strictObject({
  status: z.enum(['awaiting-upload', 'confirmed', 'rejected']),
  reasons: z.array(z.string()),
  /** The same reasons in words. */
  explanations: z.array(z.strictObject({ code: z.string(), zh: z.string(), en: z.string() })),
  version: z.int(),
});

/**
 * Announces a file and answers a short-lived form that admits exactly it, into quarantine. The same announcement
 * again is answered again.
 * @throws RuleError MATERIAL_REFUSED with every defect of the announcement; StaleWriteError
 */
export async function addMaterial(
  world: World,
  draft: Draft,
  request: z.output<typeof MaterialRequest>,
): Promise<z.input<typeof MaterialTicket>> {
  const { version, ...declared } = request;
  const announced = announcedAlready(draft, request);
  if (announced) return ticketFor(world, draft, announced);
  expectVersion(draft, version);
  expectGroundOpen(draft, declared.ground, '/ground');
  const others = withoutReplaced(draft.materials, declared);
  const defects = checkDeclaration(declared, others);
  if (defects.length > 0) throw new RuleError('MATERIAL_REFUSED', defects);
  const id = world.newId();
  const material: MaterialRecord = {
    ...declared,
    id,
    status: 'awaiting-upload',
    reasons: [],
    key: `quarantine/${draft.id}/${id}`,
  };
  const next = await saveDraft(world, draft, { materials: [...others, material] });
  return ticketFor(world, next, material);
}

/** The file that this very announcement made: its answer was lost, and nothing has happened to the draft since. */
function announcedAlready(
  draft: Draft,
  request: z.output<typeof MaterialRequest>,
): MaterialRecord | undefined {
  const last = draft.materials.at(-1);
  const same =
    last?.status === 'awaiting-upload' &&
    last.sha256 === request.sha256 &&
    last.ground === request.ground &&
    last.box === request.box;
  return same && draft.version === request.version + 1 ? last : undefined;
}

async function ticketFor(
  world: World,
  draft: Draft,
  material: MaterialRecord,
): Promise<z.input<typeof MaterialTicket>> {
  const { url, fields, expiresAt } = await world.materials.presignUpload(material);
  return {
    materialId: material.id,
    version: draft.version,
    upload: { url, fields: { ...fields } },
    expiresAt,
  };
}

/**
 * Looks at what arrived, not at what was said of it: size, hash, type by its bytes, whole, no active content, no
 * malware. The same call again looks again while the file is not confirmed.
 * @throws RuleError NOT_FOUND, StaleWriteError
 */
export async function confirmMaterial(
  world: World,
  draft: Draft,
  materialId: string,
): Promise<z.input<typeof MaterialVerdict>> {
  const material = materialOf(draft, materialId);
  if (material.status === 'confirmed') return verdictOf(draft, { ...material, reasons: [] });
  const bytes = await world.materials.read(material.key);
  if (!bytes) {
    return verdictOf(draft, { ...material, status: 'awaiting-upload', reasons: ['MATERIAL_UNCONFIRMED'] });
  }
  const reasons = [...checkContent(bytes, material), ...HARM[await world.scanner.scan(bytes)]];
  const settled = { ...material, status: reasons.length === 0 ? 'confirmed' : 'rejected', reasons } as const;
  return verdictOf(await settle(world, draft, settled), settled);
}

/** Why the scanner's verdict keeps a file out. */
const HARM = {
  clean: [],
  infected: ['MATERIAL_INFECTED'],
  'too-complex': ['MATERIAL_TOO_COMPLEX'],
} as const satisfies Record<string, readonly ProblemCode[]>;

function verdictOf(
  { version }: Draft,
  {
    status,
    reasons,
    fileName,
  }: Pick<MaterialRecord, 'status' | 'fileName'> & { reasons: readonly ProblemCode[] },
): z.input<typeof MaterialVerdict> {
  const params = { maxMiB: MAX_MATERIAL_BYTES / 1024 / 1024, nameZh: fileName, nameEn: fileName };
  const explanations = reasons.map((code) => ({
    code,
    zh: say(PROBLEMS[code], 'zh', params),
    en: say(PROBLEMS[code], 'en', params),
  }));
  return { status, reasons: [...reasons], explanations, version };
}

/** Files may be confirmed side by side: each writes its own line of the list, whatever the others wrote. */
async function settle(world: World, draft: Draft, material: MaterialRecord): Promise<Draft> {
  for (let current: Draft | undefined = draft, attempt = 1; current; attempt += 1) {
    const materials = current.materials.map((other) => (other.id === material.id ? material : other));
    try {
      return await saveDraft(world, current, { materials });
    } catch (error) {
      if (!(error instanceof StaleWriteError) || attempt > 5) throw error;
      current = await world.drafts.find(draft.id);
    }
  }
  throw new StaleWriteError('The draft is gone');
}

/** Takes a file out again and forgets its bytes. @throws RuleError NOT_FOUND, StaleWriteError */
export async function removeMaterial(
  world: World,
  draft: Draft,
  materialId: string,
  version: number,
): Promise<number> {
  expectVersion(draft, version);
  const material = materialOf(draft, materialId);
  expectGroundOpen(draft, material.ground, '');
  const next = await saveDraft(world, draft, {
    materials: draft.materials.filter(({ id }) => id !== material.id),
  });
  await world.materials.remove(material.key);
  return next.version;
}

function expectGroundOpen(draft: Draft, ground: string, pointer: string): void {
  if (!isGroundOpen(draft, ground)) {
    throw new RuleError('MATERIAL_REFUSED', [{ pointer, code: 'MATERIAL_NOT_OPEN' }]);
  }
}

/** @throws RuleError NOT_FOUND */
export function materialOf(
  holder: { readonly materials: readonly MaterialRecord[] },
  materialId: string,
): MaterialRecord {
  const material = holder.materials.find(({ id }) => id === materialId);
  if (!material) throw new RuleError('NOT_FOUND');
  return material;
}
