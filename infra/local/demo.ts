import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { styleText } from 'node:util';
import { setTimeout as wait } from 'node:timers/promises';
import * as z from 'zod';
import { call, UnexpectedAnswer, Visitor } from './demo/client.ts';
import { notAccepted, online, refused, window, type Stage, type Told } from './demo/stories.ts';
import { corrected, lapsed, withdrawn } from './demo/other-endings.ts';
import { startProduct, type Product } from './product.ts';

/** `npm run demo`: one case to each ending, on a throwaway instance with a virtual clock. */
const PINNED = '2026-03-02T09:00:00+08:00';
const ENDINGS = new Set(['issued', 'refused', 'not-accepted', 'withdrawn', 'lapsed']);
const STORIES = [online, window, corrected, refused, notAccepted, withdrawn, lapsed];

const CaseView = z.object({
  status: z.string(),
  applicationNumber: z.string(),
  timeline: z.array(z.object({ at: z.string(), zh: z.string(), en: z.string() })),
  notice: z
    .object({
      reasons: z.array(z.object({ zh: z.string(), article: z.string() })),
      remedies: z.object({ zh: z.string() }),
    })
    .nullable(),
});

const Permit = z.looseObject({
  jws: z.string(),
  sm2: z.object({ keyId: z.string(), signature: z.string() }),
});

const dataDir = await mkdtemp(join(tmpdir(), 'huren-demo-'));
const documents = await mkdtemp(join(tmpdir(), 'huren-documents-'));
const clock = { mode: 'frozen', startAt: PINNED } as const;
const product = await startProduct({ dataDir, port: 0, clock, sm2: true });
try {
  console.log(heading('Huren 互认: seven cases through the real machine'));
  console.log(`One machine, one clock that only this demo moves. It shows ${product.now()}.\n`);
  for (const story of STORIES) await tell(product, await story(stageOf(product)));
  console.log(`The documents are in ${documents}`);
} finally {
  await product.close();
  await rm(dataDir, { recursive: true, force: true });
}

function stageOf({ origin }: Product): Stage {
  const pass = async (duration: string): Promise<void> => {
    await call(`${origin}/_local/clock`, { method: 'POST', body: { advance: duration } });
  };
  return { origin, pass };
}

/** Waits for the ending, prints what happened and what was sent, and keeps the permit. @throws UnexpectedAnswer for another ending */
async function tell({ origin }: Product, told: Told): Promise<void> {
  const applicant = await Visitor.signIn(origin, told.applicant);
  const view = await ended(applicant, told.caseId);
  if (view.status !== told.ending)
    throw new UnexpectedAnswer(`${told.title} ended ${view.status}, not ${told.ending}`);
  console.log(heading(`${told.title}: ${view.status}`) + dim(`  ${view.applicationNumber}`));
  for (const { at, zh, en } of view.timeline)
    console.log(`  ${dim(at.slice(0, 16).replace('T', ' '))}  ${zh}  ${dim(en)}`);
  for (const { zh, article } of view.notice?.reasons ?? [])
    console.log(`  ${dim('reason')}            ${zh}${dim(`（${article}）`)}`);
  if (view.notice) console.log(`  ${dim('remedies')}          ${view.notice.remedies.zh}`);
  for (const { text } of await messagesOf(origin, told.caseId))
    console.log(`  ${dim('SMS')}               ${text}`);
  if (view.status === 'issued') await keepPermit(applicant, told.caseId, view.applicationNumber);
  console.log('');
}

async function ended(applicant: Visitor, caseId: string): Promise<z.infer<typeof CaseView>> {
  for (let tries = 0; tries < 400; tries += 1) {
    const view = await applicant.get(`/applications/${caseId}`, CaseView);
    const archived = view.timeline.some(({ en }) => en === 'File kept');
    if (ENDINGS.has(view.status) && archived) return view;
    await wait(25);
  }
  throw new UnexpectedAnswer(`The case ${caseId} did not end`);
}

async function messagesOf(origin: string, caseId: string): Promise<{ text: string }[]> {
  const messages = z
    .array(z.object({ text: z.string(), applicationId: z.string() }))
    .parse(await call(`${origin}/_local/messages`, { method: 'GET' }));
  return messages.filter(({ applicationId }) => applicationId === caseId);
}

async function keepPermit(applicant: Visitor, caseId: string, number: string): Promise<void> {
  const permit = await applicant.get(`/applications/${caseId}/permit`, Permit);
  console.log(`  ${dim('signed')}            ES256 ${dim('by')} ${keyOf(permit.jws)}`);
  console.log(`                    SM2 ${dim('by')} ${permit.sm2.keyId}`);
  await writeFile(join(documents, `permit-${number}.json`), `${JSON.stringify(permit, undefined, 2)}\n`);
}

/** Id of the key in the header of a JWS. */
function keyOf(jws: string): string {
  const header: unknown = JSON.parse(Buffer.from(jws.split('.')[0] ?? '', 'base64url').toString());
  return z.object({ kid: z.string() }).parse(header).kid;
}

function heading(text: string): string {
  return styleText('bold', text, { stream: process.stdout });
}

function dim(text: string): string {
  return styleText('dim', text, { stream: process.stdout });
}
