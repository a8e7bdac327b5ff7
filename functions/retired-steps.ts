import { RECORDS } from './touches.ts';

/**
 * Tasks that no new execution has. Those that began before the day still call them, so they stay deployed until no such
 * execution can run or be redriven any more. @see docs/adr/0022-a-machine-without-detours.md
 */
export const RETIRED_STEPS = [
  {
    name: 'escalate',
    placeholder: 'Escalate',
    touches: ['county', ...RECORDS, 'table-update', 'table-delete'],
    retired: '2026-11-23',
  },
  {
    name: 'push-licence',
    placeholder: 'PushLicence',
    touches: ['county', ...RECORDS, 'province'],
    retired: '2026-11-23',
  },
  {
    name: 'cancel-old-permits',
    placeholder: 'CancelOldPermits',
    touches: ['county', ...RECORDS, 'lookup-key', 'province'],
    retired: '2026-11-23',
  },
  {
    name: 'notify',
    placeholder: 'Notify',
    touches: ['county', ...RECORDS, 'table-update', 'sms'],
    retired: '2026-11-23',
  },
  { name: 'archive', placeholder: 'Archive', touches: [...RECORDS, 'archive'], retired: '2026-11-23' },
] as const;
