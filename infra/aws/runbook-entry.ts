import type { FindingCode } from '../../functions/timetable.ts';

/** Headings of docs/runbook.md, as their anchors. */
export type RunbookEntry =
  | 'a-case-has-stopped'
  | 'a-step-keeps-failing'
  | 'the-api-keeps-failing'
  | 'the-api-answers-with-faults'
  | 'the-api-answers-slowly'
  | 'the-table-turns-requests-away'
  | 'functions-are-turned-away'
  | 'messages-are-not-delivered'
  | 'a-scheduled-act-fails'
  | FindingCode;

/** What a bad release sets off. */
export const OF_RELEASE: ReadonlySet<RunbookEntry> = new Set([
  'a-case-has-stopped',
  'a-step-keeps-failing',
  'the-api-keeps-failing',
  'the-api-answers-with-faults',
]);
