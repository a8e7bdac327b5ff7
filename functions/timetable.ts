import type { Touch } from './touches.ts';

/**
 * What looks after cases when nobody does: one row for each act that time alone starts, and one file in
 * `functions/schedules`. The cloud's rules, the local timers, the grants and the alarms are made from these rows.
 */
export interface ScheduleRow {
  readonly name: string;
  /** Every so many minutes, from midnight on; a divisor of a day. */
  readonly everyMinutes?: number;
  /** Once a day, `HH:MM`, office zone. */
  readonly dailyAt?: string;
  /** Codes of what it may find. On a healthy day it finds nothing; each code sounds an alarm of its own. */
  readonly finds: readonly string[];
  readonly touches: readonly Touch[];
}

/** Every scheduled act. @see docs/adr/0014-schedules.md */
export const SCHEDULES = [
  {
    name: 'sweep',
    everyMinutes: 15,
    finds: ['execution-missing', 'task-left-open', 'message-owed', 'message-unknown', 'clock-behind'],
    touches: [
      'county',
      'table-get',
      'table-query',
      'table-put',
      'table-update',
      'table-delete',
      'queue-query',
      'quarantine-remove',
      'workflow-start',
      'workflow-answer',
      'workflow-read',
      'sms',
    ],
  },
  {
    name: 'reconcile',
    everyMinutes: 30,
    finds: ['province-deferred'],
    touches: ['county', 'table-get', 'table-query', 'table-put', 'queue-query', 'lookup-key', 'province'],
  },
  {
    name: 'watchdog',
    everyMinutes: 30,
    finds: ['task-overdue', 'execution-failed', 'breach', 'backlog'],
    touches: ['county', 'table-get', 'table-query', 'queue-query', 'workflow-read'],
  },
  { name: 'horizon', dailyAt: '09:00', finds: ['calendar-horizon'], touches: ['table-query', 'queue-query'] },
  {
    name: 'remind',
    dailyAt: '08:45',
    finds: [],
    touches: [
      'county',
      'table-get',
      'table-query',
      'table-put',
      'table-update',
      'table-delete',
      'sms',
      'province',
    ],
  },
  {
    name: 'replay',
    dailyAt: '02:00',
    finds: ['chain-broken'],
    touches: ['table-get', 'table-query', 'queue-query'],
  },
] as const satisfies readonly ScheduleRow[];

export type ScheduleName = (typeof SCHEDULES)[number]['name'];
export type FindingCode = (typeof SCHEDULES)[number]['finds'][number];
