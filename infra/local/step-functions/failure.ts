/** An error of a state as the States Language knows it: `Retry` and `Catch` match on it by name. */
export class StateFailure extends Error {
  override readonly name = 'StateFailure';
  /** Undefined when a callback failed without one. */
  readonly error: string | undefined;
  readonly reason: string | undefined;
  /** The field whose expression failed, such as `Output/total`; told in an EvaluationFailed event. */
  readonly location: string | undefined;
  /** A second name that `Retry` and `Catch` may use for it, such as States.HeartbeatTimeout. */
  readonly alias: string | undefined;

  constructor(
    error: string | undefined,
    reason: string | undefined,
    more: { readonly location?: string; readonly alias?: string } = {},
  ) {
    super(`${error ?? 'no error name'}: ${reason ?? ''}`);
    this.error = error;
    this.reason = reason;
    this.location = more.location;
    this.alias = more.alias;
  }

  /** The error output, as `$states.errorOutput` shows it. */
  output(): Record<string, string> {
    return {
      ...(this.error === undefined ? {} : { Error: this.error }),
      // A timeout has no cause of its own; AWS shows an empty one.
      Cause: this.reason ?? '',
    };
  }

  /**
   * Whether one of the names of a rule matches (ASL, errors). Nothing catches States.Runtime, and no wildcard
   * States.DataLimitExceeded (developer guide, error names).
   */
  matches(names: readonly string[]): boolean {
    if (this.error === 'States.Runtime') return false;
    return names.some((name) => {
      if (name === this.error || (this.alias !== undefined && name === this.alias)) return true;
      if (this.error === 'States.DataLimitExceeded') return false;
      if (name === 'States.ALL') return true;
      return name === 'States.TaskFailed' && this.error !== 'States.Timeout';
    });
  }
}

/** An expression, or a value it gave, that a state cannot go on with. */
export function queryFailure(location: string, reason: string): StateFailure {
  return new StateFailure('States.QueryEvaluationError', reason, { location });
}

/** The largest payload of a task, state or execution, in bytes of UTF-8. */
export const PAYLOAD_LIMIT_BYTES = 262_144;

/** @throws StateFailure States.DataLimitExceeded when the JSON text of `value` is over the limit */
export function checkSize(value: unknown, what: string): void {
  const text = JSON.stringify(value) ?? '';
  // A character is at most three bytes, so most payloads need no count.
  if (text.length * 3 <= PAYLOAD_LIMIT_BYTES || Buffer.byteLength(text) <= PAYLOAD_LIMIT_BYTES) return;
  throw new StateFailure(
    'States.DataLimitExceeded',
    `${what} exceeds the maximum number of bytes service limit.`,
  );
}
