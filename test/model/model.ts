import { BUNDLED_EDITIONS } from '../../functions/domain/bundled-calendar.ts';
import type { CalendarEdition } from '../../functions/domain/calendar.ts';
import type { MessageEvent } from '../../functions/domain/case-event.ts';
import type { Stage } from '../../functions/domain/status.ts';
import type { Known } from './province.ts';

/** Where a case stands, as docs/rules.md#status has it. */
export type Place =
  | 'submitted'
  | 'awaiting-correction'
  | 'returned'
  | 'in-review'
  | 'in-approval'
  | 'issuing'
  | 'issued'
  | 'refused'
  | 'not-accepted'
  | 'withdrawn'
  | 'lapsed';

const ENDINGS: ReadonlySet<Place> = new Set(['issued', 'refused', 'not-accepted', 'withdrawn', 'lapsed']);

/** Whose opinion is awaited where. */
export const STAGE_AT: Readonly<Partial<Record<Place, Stage>>> = {
  submitted: 'acceptance',
  returned: 'acceptance',
  'in-review': 'review',
  'in-approval': 'approval',
};

/** What the rules say of one case. Instants as the product writes them. */
export interface ModelCase {
  readonly id: string;
  readonly channel: 'online' | 'window';
  readonly type: 'EXISTING_PERMIT' | 'REGISTRATION_TIME';
  readonly phone: boolean;
  readonly owed: MessageEvent[];
  readonly officers: Partial<Record<Stage, string>>;
  place: Place;
  submittedAt: string;
  acceptBy: string | undefined;
  correctionAskedAt?: string;
  correctBy?: string;
  acceptedAt?: string;
  deadlineAt?: string | undefined;
  holder: string | undefined;
  /** The last opinion: by whom, where, what, on which version. */
  lastOpinion?: string;
  /** The findings that failed when they were last gathered. */
  failing: readonly string[];
  /** The findings of the last submission are still to be gathered. */
  unchecked: boolean;
  /** How often they were. */
  checks: number;
  householdKnown: boolean;
  /** The deadline passed while somebody still had to act. */
  late: boolean;
  saidNoAt?: string;
  secondLook?: 'asked' | 'answered';
}

/** Everything the rules need to know to foretell an answer. */
export interface Model {
  now: string;
  readonly cases: ModelCase[];
  editions: readonly CalendarEdition[];
  silent: boolean;
  smsDown: boolean;
  known: Known;
  /** When Chen submitted online. */
  readonly submissions: string[];
  /** Whether the older permit was cancelled for a new one, and how many new ones the province knows. */
  oldCancelled: boolean;
  newPermits: number;
  /** Something was wrong with the surroundings since the machine last stood still. */
  excused: boolean;
  /** Cases of which the machine has not been told something; it finds out by itself, or the sweep tells it. */
  readonly unheard: Set<string>;
  /** Messages, as `case event`, that were under way while the provider was down or a Lambda died. */
  readonly troubled: Set<string>;
}

/** @param now when the sequence begins */
export function newModel(now: string): Model {
  return {
    now,
    cases: [],
    editions: BUNDLED_EDITIONS,
    silent: false,
    smsDown: false,
    known: 'enough',
    submissions: [],
    oldCancelled: false,
    newPermits: 0,
    excused: false,
    unheard: new Set(),
    troubled: new Set(),
  };
}

/** The case of the moment: the last one; undefined before the first. */
export function lastCase({ cases }: Model): ModelCase | undefined {
  return cases.at(-1);
}

/** Whether the case has come to an ending. */
export function isOver({ place }: ModelCase): boolean {
  return ENDINGS.has(place);
}

/** The person's open case; one at most. */
export function openCase(model: Model): ModelCase | undefined {
  return model.cases.find((one) => !isOver(one));
}
