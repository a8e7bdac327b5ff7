import { setTimeout as wait } from 'node:timers/promises';
import * as z from 'zod';
import { type Door, Unexpected } from './door.ts';
import { consentsFor, formFor, type Guide, PAPERS } from './form.ts';

const CaseView = z.looseObject({
  status: z.string(),
  stage: z.string().nullable().optional(),
  version: z.int(),
  synthetic: z.literal(true).optional(),
  timeline: z.array(z.looseObject({ code: z.string() })).default([]),
});
/** The applicant's view of the case. */
export type CaseView = z.infer<typeof CaseView>;

const DraftAnswer = z.looseObject({
  id: z.string(),
  version: z.int(),
  materials: z.array(
    z.looseObject({ materialId: z.string(), ground: z.string(), box: z.string(), status: z.string() }),
  ),
});
type DraftAnswer = z.infer<typeof DraftAnswer>;
const Listed = z.looseObject({
  drafts: z.array(z.looseObject({ id: z.string(), version: z.int() })),
  cases: z.array(
    z.looseObject({
      id: z.string(),
      status: z.string(),
      version: z.int(),
      synthetic: z.literal(true).optional(),
    }),
  ),
});
const ENDED = new Set(['issued', 'refused', 'not-accepted', 'withdrawn', 'lapsed']);

/** Withdraws what an earlier run left open. @returns how many cases that were */
export async function withdrawLeftovers(door: Door): Promise<number> {
  const { cases } = await door.get('/applications', Listed);
  const open = cases.filter(({ status }) => !ENDED.has(status));
  for (const { id, version, synthetic } of open) {
    if (!synthetic)
      throw new Unexpected(`The case ${id} is open and not marked as synthetic; look at it first.`);
    await door.post(`/applications/${id}/withdrawal`, { version }, z.unknown());
    await settled(door, id, 'its file is kept', ({ timeline }) => has(timeline, 'archived'), 90);
  }
  return open.length;
}

/** A draft with the form filled in: the one an earlier run left, or a new one. */
export async function openDraft(door: Door, guide: Guide): Promise<DraftAnswer> {
  const form = formFor(guide);
  const { drafts } = await door.get('/applications', Listed);
  const [left] = drafts;
  if (!left) return door.post('/applications', { form }, DraftAnswer);
  return door.put(`/applications/${left.id}`, { version: left.version, form }, DraftAnswer);
}

/** Hands in the papers that the draft does not have yet. @returns the draft's version */
export async function handInPapers(door: Door, draft: DraftAnswer): Promise<number> {
  let { version } = draft;
  for (const [slot, file] of PAPERS) {
    const there = draft.materials.some(
      ({ ground, box, status }) => ground === slot.ground && box === slot.box && status === 'confirmed',
    );
    if (!there) version = await door.attach({ id: draft.id, version }, slot, file);
  }
  return version;
}

/** Signs and submits. @returns the application number */
export async function submit(door: Door, id: string, version: number, guide: Guide): Promise<string> {
  const { applicationNumber } = await door.post(
    `/applications/${id}/submission`,
    { version, ...consentsFor(guide) },
    z.looseObject({ applicationNumber: z.string() }),
  );
  return applicationNumber;
}

/** Withdraws the case as it stands. */
export async function withdraw(door: Door, id: string): Promise<void> {
  const { version } = await door.get(`/applications/${id}`, CaseView);
  await door.post(`/applications/${id}/withdrawal`, { version }, z.unknown());
}

/** Asks until the case is so. @throws Unexpected when it is not in time, saying where it stands */
export async function settled(
  door: Door,
  id: string,
  what: string,
  isSo: (view: CaseView) => boolean,
  seconds: number,
): Promise<CaseView> {
  const end = performance.now() + seconds * 1000;
  for (let pause = 50; ; pause = Math.min(pause * 1.5, 2000)) {
    const view = await door.get(`/applications/${id}`, CaseView);
    if (isSo(view)) return view;
    if (performance.now() > end) {
      const last = view.timeline.at(-1)?.code ?? 'nothing';
      throw new Unexpected(
        `After ${seconds} s the case ${id} is not so far that ${what}: it is ${view.status}, last came ${last}. ` +
          `Its execution has the same name.`,
      );
    }
    await wait(pause);
  }
}

/** Whether the timeline has a line of this code. */
export function has(timeline: CaseView['timeline'], code: string): boolean {
  return timeline.some((line) => line.code === code);
}
