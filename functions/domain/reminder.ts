import type { County } from './county.ts';
import type { Day } from './instant.ts';

/** What a person may be reminded of. */
export type ReminderKind = 'qualifies' | 'endorsement';

/** A promise to send one SMS on a day; one of each kind and subject. @see docs/rules.md#reminders */
export interface Reminder {
  readonly kind: ReminderKind;
  /** Keyed hash of the person's identity number. */
  readonly ownerKey: string;
  /** The morning on which it is sent. */
  readonly day: Day;
  /** Where to; of an endorsement it is looked up in the case on that day. */
  readonly phone?: string;
  /** The case whose permit it is about. */
  readonly caseId?: string;
  /** Last day of the endorsement it is about: each year's is a reminder of its own. */
  readonly dueOn?: Day;
}

/**
 * The SMS of a reminder: no name, no number, no link; at most 70 UTF-16 units, so that it is one part.
 * @param dueOn last day of the endorsement
 */
export function reminderText(kind: ReminderKind, county: County, dueOn: Day): string {
  const { signature } = county.sms;
  if (kind === 'qualifies')
    return `【${signature}】您的居住登记已满互认转换所需时间，可登录“浙里办”申请《浙江省居住证》互认转换。`;
  const [, month, day] = dueOn.split('-').map(Number);
  return `【${signature}】您的电子《浙江省居住证》请于${month}月${day}日前办理年度签注，逾期使用功能中止，签注免费。`;
}
