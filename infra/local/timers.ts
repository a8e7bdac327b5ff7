/** Business time on the embedded cloud. Transport time (signatures, tokens, presigned URLs) stays real. */
export interface BusinessClock {
  /** Milliseconds since the epoch. */
  nowMillis(): number;
  /** To be called by a source whenever its next due time may have become earlier. */
  rearm(): void;
}

/** Something that owes acts at absolute business times: the state machine's timers, a schedule. */
export interface TimerSource {
  /** When the clock is moved, it is asked once, at the end of the move, and not at each of its due times. */
  readonly coalesces?: true;
  /** The earliest due time, milliseconds since the epoch; undefined when nothing is owed. */
  nextDueAt(): number | undefined;
  /** Carries out everything due at or before `nowMillis`, in order of due time; resolves once it is recorded. */
  fireDue(nowMillis: number): Promise<void>;
  /** Resolves when nothing is running any more: all that is left waits for a timer or a person. */
  idle(): Promise<void>;
}
