import type { Finding } from './finding.ts';
import type { FormDraft } from './form.ts';
import type { Channel } from './case-event.ts';
import type { MessagePreferences } from './message-preferences.ts';
import type { OfficeNote } from './office-note.ts';
import type { Instant } from './instant.ts';
import type { PopulationFacts } from './person.ts';
import type { GivenReason, Override } from './refusal.ts';
import type { Action, Stage } from './status.ts';

/** A file of a case: what the applicant declared of it and what became of it. The name stays in the table, never in a key. */
export interface MaterialRecord {
  readonly id: string;
  /** `employment`, `residence`, `schooling`, `photo`, … (see domain/material.ts). */
  readonly ground: string;
  readonly box: string;
  readonly fileName: string;
  readonly contentType: string;
  readonly sizeBytes: number;
  /** Lower-case hex. */
  readonly sha256: string;
  readonly status: 'awaiting-upload' | 'confirmed' | 'rejected';
  /** Codes of what was wrong with a rejected file; all of them. */
  readonly reasons: readonly string[];
  /** Where the bytes are: in quarantine until the Submit step has kept them, then under their content hash. */
  readonly key: string;
}

/** What the office asked for, and what is open because of it: nothing else may be changed. */
export interface OpenForCorrection {
  readonly reasons: readonly GivenReason[];
  /** Top-level fields of the form. */
  readonly fields: readonly string[];
  /** Grounds of materials (`employment`, `photo`, …). */
  readonly grounds: readonly string[];
  readonly correctBy: Instant;
}

/** An application that is not submitted yet: a plain record that expires. */
export interface Draft {
  readonly id: string;
  readonly version: number;
  readonly channel: Channel;
  /** Keyed hashes of holder and guardian, as far as known. */
  readonly ownerKeys: readonly string[];
  /** The clerk who is typing it at the window. */
  readonly enteredBy?: string;
  readonly form: FormDraft;
  readonly materials: readonly MaterialRecord[];
  /** Absent until the person has said something about messages. */
  readonly messages?: MessagePreferences;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
  /** What a correction may change; absent on a first draft, where everything may. */
  readonly correction?: OpenForCorrection;
  /** Of the smoke test's invented person. */
  readonly synthetic?: true;
  /** When it may be forgotten. */
  readonly expiresAt: Instant;
}

/** An opinion as Annex 1 prints it, with the reasons that were given. */
export interface Opinion {
  readonly stage: Stage;
  readonly outcome: Action;
  readonly comment: string;
  readonly officer: string;
  readonly at: Instant;
  readonly reasons: readonly GivenReason[];
  readonly overrides: readonly Override[];
  readonly lateReason?: string;
}

/** The personal side of a case, kept apart from its record and its events so that it can be erased. */
export interface CaseDetails {
  /** The form as it was signed. */
  readonly form: FormDraft;
  /** Random; with it the form's hash in the first event can be recomputed. Lower-case hex. */
  readonly salt: string;
  readonly materials: readonly MaterialRecord[];
  readonly findings: readonly Finding[];
  /** The officers' opinions in words, in order; the codes stand in the events. */
  readonly opinions: readonly Opinion[];
  readonly messages?: MessagePreferences;
  /** Keyed hash of the number that messages go to, where nobody has shown that it is theirs. */
  readonly strangePhone?: string | undefined;
  /** Why the person disagrees with the refusal, in their own words. */
  readonly secondLookReason?: string;
  /** What the supervisor who looked again answered, in words the person reads. */
  readonly secondLookAnswer?: string;
  /** Why officers moved, delayed or suspended what they did, in their own words; in order. */
  readonly officeNotes?: readonly OfficeNote[];
  /** What the registry answered, at `factsAt`. */
  readonly facts?: PopulationFacts;
  readonly factsAt?: Instant;
}
