/** How an execution stands, in AWS's words. */
export type ExecutionStatus = 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED';

/** Everything needed to go on with an execution after a restart; plain JSON. Times are business milliseconds. */
export interface ExecutionRecord {
  readonly arn: string;
  readonly name: string;
  readonly machineArn: string;
  readonly machineName: string;
  readonly roleArn: string;
  /** Hash of the definition's text: a later update of the machine leaves this execution alone. */
  readonly definition: string;
  /** JSON text, as given. */
  readonly input: string;
  readonly startedAt: number;
  status: ExecutionStatus;
  stoppedAt?: number;
  /** JSON text; only of one that succeeded. */
  output?: string;
  error?: string;
  cause?: string;
  redriveCount: number;
  redrivenAt?: number;
  /** The latest client tokens of redrives, and when each came. */
  redrives?: readonly { readonly token: string; readonly at: number }[];
  /** When the whole execution times out. */
  dueAt?: number | undefined;
  nextEventId: number;
  nextScopeId: number;
  /** By id; scope 1 is the machine itself. Kept after a failure, for redrive. */
  scopes: Record<string, Scope>;
}

/** One line of states being run: the machine, a branch, or one iteration. It stands in exactly one state. */
export interface Scope {
  readonly id: number;
  /** The scope whose Parallel or Map this one runs in. */
  readonly parent?: number;
  /** Which branch, or which item. */
  readonly index: number;
  /** From the definition's root: state name and sequence index, by turns. */
  readonly path: readonly (string | number)[];
  /** The item of a Map, for `$states.context.Map`. */
  readonly item?: { readonly value: unknown; readonly key?: string };
  vars: Record<string, unknown>;
  state: string;
  input: unknown;
  enteredAt: number;
  /** Event ids: of entering the state, of the one before that, and the latest of this scope. */
  entered: number;
  beforeEntered: number;
  last: number;
  /** Attempts used, by rule of `Retry`. */
  retries: number[];
  token?: string;
  pending?: Pending;
}

/** What a scope waits for. Without one it is to be run at once. */
export type Pending =
  | { readonly kind: 'timer'; readonly dueAt: number; readonly next: 'leave' | 'retry' }
  | PendingTask
  | PendingChildren;

/** A Lambda call whose answer, or whose token's answer, is awaited. */
export interface PendingTask {
  readonly kind: 'task';
  /** Tells this call from the ones before it: a late answer to those is ignored. */
  readonly call: string;
  readonly functionName: string;
  readonly payload: unknown;
  /** The call has answered; only its token is still open. */
  submitted: boolean;
  readonly timeoutAt?: number | undefined;
  readonly heartbeatMillis?: number | undefined;
  heartbeatAt?: number | undefined;
}

/** Branches or iterations under way. */
export interface PendingChildren {
  readonly kind: 'children';
  /** JSON values by index; undefined where not yet done, hence the separate count. */
  results: unknown[];
  open: number;
  /** Only of a Map. */
  readonly items?: readonly { readonly value: unknown; readonly key?: string; readonly input: unknown }[];
  readonly concurrency?: number;
  next: number;
}

/** When a scope next acts by itself; undefined when it waits for an answer or its children. */
export function dueOf(scope: Scope): number | undefined {
  const { pending } = scope;
  if (pending?.kind === 'timer') return pending.dueAt;
  if (pending?.kind !== 'task') return undefined;
  const due = Math.min(pending.timeoutAt ?? Infinity, pending.heartbeatAt ?? Infinity);
  return due === Infinity ? undefined : due;
}
