import * as z from 'zod';
import { PatientClient } from './patient-client.ts';
import type { Expected } from './journeys.ts';
import type { Subject } from './subject.ts';

const File = z.object({ alarms: z.array(z.object({ alarm: z.string(), owedAt: z.string() })) });

/** Every alarm that was raised on these cases, as `<kind> <instant>`. */
export async function alarmsOf(subject: Subject, expected: readonly Expected[]): Promise<string[]> {
  const auditor = await PatientClient.signIn(subject, 'auditor-1');
  const raised: string[] = [];
  for (const { caseId } of expected) {
    const { alarms } = await auditor.get(`/cases/${caseId}`, File);
    raised.push(...alarms.map(({ alarm, owedAt }) => `${alarm} ${owedAt}`));
  }
  return raised;
}
