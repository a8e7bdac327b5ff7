/** Answers of the contract, as far as the stories read them. */

export interface Defective {
  readonly pointer: string;
  readonly code: string;
  readonly message: string;
}

export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly errors: readonly Defective[];
}

export interface Draft {
  readonly id: string;
  readonly status: string;
  readonly version: number;
  readonly form: Readonly<Record<string, unknown>>;
  readonly materials: readonly { readonly materialId: string; readonly status: string }[];
  readonly missing: readonly { readonly ground: string; readonly box: string }[];
}

export interface Upload {
  readonly materialId: string;
  readonly version: number;
  readonly upload: { readonly url: string; readonly fields: Readonly<Record<string, string>> };
  readonly expiresAt: string;
}

export interface Verdict {
  readonly status: string;
  readonly reasons: readonly string[];
  readonly version: number;
}

export interface Receipt {
  readonly id: string;
  readonly applicationNumber: string;
  readonly receivedAt: string;
  readonly acceptBy: string | null;
}

export interface Entered extends Receipt {
  readonly status: string;
  readonly version: number;
  readonly acceptedAt: string | null;
  readonly dueAt: string | null;
  readonly deadlineAt: string | null;
}

export interface TaskState {
  readonly status: string;
  readonly stage: string | null;
  readonly version: number;
  readonly claimedBy: string | null;
  readonly clock?: {
    readonly acceptedAt: string;
    readonly dueAt: string | null;
    readonly deadlineAt: string | null;
  } | null;
}

export interface Application {
  readonly id: string;
  readonly applicationNumber: string;
  readonly status: string;
  readonly stage: string | null;
  readonly version: number;
  readonly acceptedAt: string | null;
  readonly dueAt: string | null;
  readonly deadlineAt: string | null;
  readonly issuedAt: string | null;
  readonly licenceId: string | null;
  readonly notice?: unknown;
  readonly timeline: readonly { readonly at: string; readonly code: string; readonly zh: string }[];
}

export interface CaseFile {
  readonly id: string;
  readonly status: string;
  readonly stage: string | null;
  readonly version: number;
  readonly findings: readonly { readonly id: string; readonly result: string }[];
  readonly officers: Readonly<Record<string, string>>;
  readonly claimedBy: string | null;
  readonly alarms: readonly { readonly alarm: string; readonly owedAt: string }[];
}

export interface Events {
  readonly intact: boolean;
  readonly events: readonly {
    readonly sequence: number;
    readonly at: string;
    readonly actor: { readonly kind: string; readonly id: string };
    readonly fact: { readonly type: string; readonly [more: string]: unknown };
    readonly previousHash: string;
    readonly hash: string;
  }[];
}

export interface PermitAnswer {
  readonly licenceId: string;
  readonly status: string;
  readonly permit: Readonly<Record<string, string>>;
  readonly jws: string;
}

export interface Sms {
  readonly to: string;
  readonly text: string;
  readonly parts: number;
  readonly event: string;
  readonly applicationId: string;
  readonly at: string;
}

export interface Execution {
  readonly arn: string;
  readonly applicationId: string;
  readonly status: string;
}

export interface History {
  readonly execution: Execution;
  readonly events: readonly {
    readonly id: number;
    readonly type: string;
    readonly stateEnteredEventDetails?: { readonly name: string };
  }[];
}

export interface Province {
  readonly permits: readonly {
    readonly permitNumber: string;
    readonly holderId: string;
    readonly status: string;
    readonly replacedBy?: string;
  }[];
  readonly licences: readonly { readonly licenceId: string; readonly holderId: string }[];
  readonly cancellations: readonly { readonly permitNumber: string; readonly replacedBy: string }[];
  readonly wallets: readonly {
    readonly personId: string;
    readonly licences: readonly {
      readonly number: string;
      readonly title: string;
      readonly status: string;
    }[];
  }[];
}
