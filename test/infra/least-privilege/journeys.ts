import * as applicants from './applicants.ts';
import { begunBefore } from './begun-before.ts';
import * as mishaps from './mishaps.ts';
import { officeDay } from './office.ts';
import { type Recording, startWatched } from './recording.ts';
import { Scene } from './scene.ts';
import type { Recordings, Route } from './seen.ts';

/** A Monday morning of an ordinary week. */
export const MONDAY_MORNING = '2026-03-02T09:00:00+08:00';

/** What somebody goes through. */
export type Journey = (scene: Scene) => Promise<void>;

/** Every act of every function, but those that only SNS brings about. */
export const ALL: readonly Journey[] = [
  applicants.strangers,
  applicants.onlineToTheIssue,
  applicants.atTheWindow,
  applicants.correctedThenWithdrawn,
  applicants.disagreed,
  officeDay,
  mishaps.redriven,
  mishaps.provinceDown,
  mishaps.unheard,
  mishaps.notWoken,
  mishaps.overtaken,
  begunBefore,
  mishaps.monthsPass,
];
/** Those in which each function that sends short messages sends one. */
export const SENDING: readonly Journey[] = [
  applicants.onlineToTheIssue,
  mishaps.unheard,
  mishaps.ofUnknownFate,
  mishaps.reminded,
  begunBefore,
];

/** Goes through every journey with a gateway, and once more with SNS through those that send. */
export async function recordJourneys(): Promise<Recordings> {
  return { gateway: await record(ALL, 'gateway'), sns: await record(SENDING, 'sns') };
}

async function record(journeys: readonly Journey[], route: Route): Promise<Recording> {
  const watched = await startWatched(MONDAY_MORNING, route);
  const scene = new Scene(watched.origin);
  try {
    for (const journey of journeys) await journey(scene);
  } finally {
    await watched.stop();
  }
  return watched.recording();
}
