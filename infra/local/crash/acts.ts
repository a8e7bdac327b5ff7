import { setTimeout as wait } from 'node:timers/promises';
import * as z from 'zod';
import { paper, picture } from '../demo/files.ts';
import { formFor, SIGNED_ONLINE } from '../demo/forms.ts';
import { crowd, crowdId, type Likeness } from './crowd.ts';
import { PatientClient, Refused, send, type SentFile } from './patient-client.ts';
import type { Subject } from './subject.ts';

/** Where somebody acts, and who of the crowd it is. */
export interface Place {
  readonly subject: Subject;
  /** Number of the person in the crowd: another for each journey on one subject. */
  readonly n: number;
}

/** A draft just begun. */
export const Begun = z.object({ id: z.string(), version: z.number() });
/** What the client holds in hand after the submission. */
export const Receipt = z.object({ applicationNumber: z.string() });
const People = new Map(crowd(1_000).map((person) => [person.id, person]));

/** The whole online application up to its submission. */
export async function apply(
  { subject, n }: Place,
  likeness: Likeness,
  type: 'EXISTING_PERMIT' | 'REGISTRATION_TIME',
): Promise<{ caseId: string; applicationNumber: string }> {
  const id = crowdId(likeness, n);
  const applicant = await PatientClient.signIn(subject, id);
  const draft = await startingOver(async () => {
    const form = formFor(personOf(id), type);
    const begun = await applicant.write('POST', '/applications', Begun, { form });
    return {
      id: begun.id,
      version: await addPapers(applicant, `/applications/${begun.id}`, begun.version, n),
    };
  });
  const submission = { version: draft.version, ...SIGNED_ONLINE };
  const path = `/applications/${draft.id}/submission`;
  const { applicationNumber } = await applicant.write('POST', path, Receipt, submission);
  return { caseId: draft.id, applicationNumber };
}

/** A photo and a labour contract. @returns the draft's version */
export async function addPapers(
  client: PatientClient,
  holder: string,
  version: number,
  n: number,
): Promise<number> {
  const photo = { ground: 'photo', box: 'APPLICANT' };
  const contract = { ground: 'employment', box: 'LABOR_CONTRACT' };
  const afterPhoto = await client.attach(holder, version, photo, picture(n % 256));
  return client.attach(holder, afterPhoto, contract, paper('contract.pdf', `Contract ${holder}`));
}

/** A draft whose version is not known any more, for its last answer was lost, is left to expire and begun anew. */
export async function startingOver<Value>(act: () => Promise<Value>): Promise<Value> {
  for (;;) {
    try {
      return await act();
    } catch (error) {
      if (!(error instanceof Refused && error.code === 'STALE_VERSION')) throw error;
    }
  }
}

const Correction = z.object({
  correction: z
    .object({
      version: z.number(),
      materials: z.array(
        z.object({ materialId: z.string(), ground: z.string(), status: z.string(), sizeBytes: z.number() }),
      ),
    })
    .nullish(),
});

/** Takes out what stands in the photo's place and puts this one there; reads the draft again whenever it has moved on. */
export async function newPhoto(applicant: PatientClient, holder: string, photo: SentFile): Promise<number> {
  for (;;) {
    const { correction } = await applicant.get(holder, Correction);
    // The machine opens the correction once the decision is recorded; the draft is there from then on.
    if (!correction) {
      await wait(20);
      continue;
    }
    try {
      let { version } = correction;
      for (const { materialId } of correction.materials.filter(({ ground }) => ground === 'photo')) {
        const path = `${holder}/materials/${materialId}?version=${version}`;
        ({ version } = await applicant.write('DELETE', path, z.object({ version: z.number() })));
      }
      return await applicant.attach(holder, version, { ground: 'photo', box: 'APPLICANT' }, photo);
    } catch (error) {
      const movedOn = error instanceof Refused && ['STALE_VERSION', 'NOT_FOUND'].includes(error.code);
      if (!movedOn) throw error;
    }
  }
}

/** Waits until the machine waits for the acceptor. */
export async function atAcceptance({ subject }: Place, caseId: string): Promise<void> {
  const History = z.object({ events: z.array(z.looseObject({ type: z.string() })) });
  for (;;) {
    const { events } = History.parse(await send(subject, `/_local/executions/${caseId}`, { method: 'GET' }));
    if (events.at(-1)?.type === 'TaskSubmitted') return;
    await wait(20);
  }
}

/** @throws RangeError for nobody of the crowd */
export function personOf(id: string) {
  const person = People.get(id);
  if (!person) throw new RangeError(`Nobody has the id ${id}`);
  return person;
}
