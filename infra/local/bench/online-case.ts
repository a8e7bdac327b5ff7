import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { Stage } from '../../../functions/domain/status.ts';
import { crowd } from '../crash/crowd.ts';
import { paper, picture } from '../demo/files.ts';
import { formFor, SIGNED_ONLINE } from '../demo/forms.ts';
import type { SeededPerson } from '../province/seed.ts';
import { TurnedAway, type Door } from './door.ts';

/** Who decides: a token for each stage. */
export type Officers = Readonly<Record<Stage, string>>;
/** A case on its way. It stops wherever somebody looked and the machine was not there yet, or has the next turn. */
export type Course = AsyncGenerator<undefined, string>;

const OPINIONS = [
  ['acceptance', 'accept'],
  ['review', 'endorse'],
  ['approval', 'approve'],
] as const;
const Versioned = z.object({ version: z.number() });
const CaseFile = z.object({ stage: z.string().nullable(), findings: z.array(z.unknown()) });
const Announced = z.object({
  materialId: z.string(),
  upload: z.object({ url: z.string(), fields: z.record(z.string(), z.string()) }),
});

/** Signs in the officers of all three stages. */
export async function officersOf(door: Door): Promise<Officers> {
  return {
    acceptance: await door.signIn('acceptor-1'),
    review: await door.signIn('reviewer-1'),
    approval: await door.signIn('approver-1'),
  };
}

/** People of the crowd, the same as in the product. */
export function peopleOf(count: number): readonly SeededPerson[] {
  return crowd(count, ['permit']);
}

/**
 * One whole case over HTTP: sign-in, draft, photo and contract uploaded, submission; three officers read, claim and
 * decide; the applicant reads the permit's status.
 * @param before what happens before an opinion is given, and what the opinion must hold because of it
 * @returns the case's id
 */
export async function* onlineCase(
  door: Door,
  officers: Officers,
  person: SeededPerson,
  before: (stage: Stage) => Promise<{ readonly lateReason?: string }> = async () => ({}),
): Course {
  const token = await door.signIn(person.id);
  const form = formFor(person, 'EXISTING_PERMIT');
  const begun = await door.ask('POST', '/applications', Versioned.extend({ id: z.string() }), {
    token,
    body: { form },
  });
  const holder = `/applications/${begun.id}`;
  const shade = Number(person.id.split('-').at(-1)) % 256;
  const first = { ground: 'photo', box: 'APPLICANT', version: begun.version };
  const afterPhoto = await attach(door, token, holder, first, picture(shade));
  const second = { ground: 'employment', box: 'LABOR_CONTRACT', version: afterPhoto };
  const version = await attach(door, token, holder, second, paper('contract.pdf', `Contract ${holder}`));
  await door.ask('POST', `${holder}/submission`, z.unknown(), { token, body: { version, ...SIGNED_ONLINE } });
  for (const [stage, outcome] of OPINIONS) {
    yield;
    const more = await before(stage);
    while (!(await decided(door, officers[stage], begun.id, { stage, outcome, ...more }))) yield;
  }
  yield;
  const Status = z.object({ status: z.string() });
  while ((await door.ask('GET', holder, Status, { token })).status !== 'issued') yield;
  return begun.id;
}

/** False when it is not this officer's turn yet, or the machine wrote in between. */
async function decided(
  door: Door,
  token: string,
  caseId: string,
  opinion: { readonly stage: Stage; readonly outcome: string; readonly lateReason?: string },
): Promise<boolean> {
  const file = await door.ask('GET', `/cases/${caseId}`, CaseFile, { token });
  if (file.stage !== opinion.stage || file.findings.length === 0) return false;
  try {
    const { version } = await door.ask('POST', `/tasks/${caseId}/claim`, Versioned, { token, body: {} });
    const body = { ...opinion, comment: '情况属实。', version, reasons: [] };
    await door.ask('POST', `/tasks/${caseId}/decision`, z.unknown(), { token, body });
    return true;
  } catch (error) {
    if (error instanceof TurnedAway && error.code === 'STALE_VERSION') return false;
    throw error;
  }
}

async function attach(
  door: Door,
  token: string,
  holder: string,
  slot: { readonly ground: string; readonly box: string; readonly version: number },
  file: { readonly name: string; readonly type: string; readonly bytes: Buffer },
): Promise<number> {
  const sha256 = createHash('sha256').update(file.bytes).digest('hex');
  const about = { fileName: file.name, contentType: file.type, sizeBytes: file.bytes.length, sha256 };
  const announced = await door.ask('POST', `${holder}/materials`, Announced, {
    token,
    body: { ...slot, ...about },
  });
  await door.upload(announced.upload, file);
  const path = `${holder}/materials/${announced.materialId}/confirmation`;
  return (await door.ask('POST', path, Versioned, { token, body: {} })).version;
}
