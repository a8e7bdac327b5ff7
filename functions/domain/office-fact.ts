import type { OverdueCode } from './overdue.ts';
import type { PermitAction, PermitStatus } from './permit-status.ts';
import type { SecondLookOutcome } from './second-look.ts';
import type { Stage } from './status.ts';

/** What supervisors and the office do to a case beside the opinions. Ids and codes; the words are in the details. */
export type OfficeFact =
  | { readonly type: 'reassigned'; readonly stage: Stage; readonly to: string }
  | { readonly type: 'overdue-explained'; readonly code: OverdueCode }
  | {
      readonly type: 'permit-status-changed';
      readonly licenceId: string;
      readonly action: PermitAction;
      readonly status: PermitStatus;
    }
  | {
      readonly type: 'permit-status-told';
      readonly licenceId: string;
      readonly status: PermitStatus;
      readonly acknowledgement: string;
    }
  | { readonly type: 'second-look-answered'; readonly outcome: SecondLookOutcome };
