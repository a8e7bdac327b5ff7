import type { SignedPermit } from './permit.ts';
import { RuleError } from './rule-error.ts';
import type { Wording } from './wording.ts';

/** What an approver or supervisor may do to an issued permit. */
export const PERMIT_ACTIONS = ['suspend', 'restore', 'revoke'] as const;
export type PermitAction = (typeof PERMIT_ACTIONS)[number];
/** How a permit stands. */
export type PermitStatus = SignedPermit['status'];

/** Status by status: which actions are allowed, and where they lead. What is revoked stays so. @see docs/rules.md#permit-status */
const PERMIT_TRANSITIONS = {
  valid: { suspend: 'suspended', revoke: 'revoked' },
  suspended: { restore: 'valid', revoke: 'revoked' },
  revoked: {},
} as const satisfies Record<PermitStatus, Partial<Record<PermitAction, PermitStatus>>>;

/** @throws RuleError ACTION_NOT_ALLOWED */
export function permitStatusAfter(status: PermitStatus, action: PermitAction): PermitStatus {
  const allowed: Partial<Record<PermitAction, PermitStatus>> = PERMIT_TRANSITIONS[status];
  const next = allowed[action];
  if (!next) throw new RuleError('ACTION_NOT_ALLOWED');
  return next;
}

/** Where an action leads whenever it is allowed: a permit that stands there already has had it. */
export const LEADS_TO = {
  suspend: 'suspended',
  restore: 'valid',
  revoke: 'revoked',
} as const satisfies Record<PermitAction, PermitStatus>;

/** What the holder reads of a permit that is not in force. */
export const PERMIT_STATUS_WORDS = {
  suspended: {
    zh: '电子居住证的使用功能已中止，补办签注后可以恢复；原因请登录查看或者向窗口咨询。',
    en: 'The permit is suspended; a late endorsement restores it. Sign in for the reason, or ask at the window.',
  },
  revoked: {
    zh: '电子居住证已撤销；原因请登录查看或者向窗口咨询。',
    en: 'The permit is revoked. Sign in for the reason, or ask at the window.',
  },
} as const satisfies Record<Exclude<PermitStatus, 'valid'>, Wording>;
