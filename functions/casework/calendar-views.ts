import * as z from 'zod';
import type { StandingEdition } from '../domain/calendar-load.ts';
import type { MovedCase } from './reschedule.ts';

/** An edition that stands, as whoever watches over the calendar sees it. */
export const EditionView = z.strictObject({
  year: z.int(),
  title: z.string(),
  number: z.string().nullable(),
  dated: z.string(),
  url: z.string(),
  /** Name it when loading another edition of this year. */
  sha256: z.string(),
  source: z.enum(['release', 'loaded']),
  loadedAt: z.string().nullable(),
  loadedBy: z.string().nullable(),
});

/** An edition without its days, which anybody finds at its address. */
export function editionView({ edition, sha256, load }: StandingEdition): z.input<typeof EditionView> {
  const { title, number, dated, url } = edition.notice;
  return {
    year: edition.year,
    title,
    number: number ?? null,
    dated,
    url,
    sha256,
    source: load ? 'loaded' : 'release',
    loadedAt: load?.loadedAt ?? null,
    loadedBy: load?.loadedBy ?? null,
  };
}

const Dates = z.strictObject({
  acceptBy: z.string().optional(),
  correctBy: z.string().optional(),
  warnAt: z.string().optional(),
  dueAt: z.string().optional(),
  deadlineAt: z.string().optional(),
});

/** A case whose dates move, old and new; nothing about the person. A date that was not known has no old one. */
export const MovedCaseView = z.strictObject({ applicationNumber: z.string(), from: Dates, to: Dates });

/** A case whose dates move, without more than its number. */
export function movedCaseView({ applicationNumber, from, to }: MovedCase): z.input<typeof MovedCaseView> {
  return { applicationNumber, from: { ...from }, to: { ...to } };
}
