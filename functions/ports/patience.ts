/**
 * How long an adapter waits for an answer from outside, milliseconds, and how often it asks in all. The time limits of
 * the Lambdas are made from the same figures.
 */
export const PATIENCE = {
  province: { timeoutMillis: 5_000, attempts: 3 },
  /** Sending and asking for the receipt are a call each; neither is repeated. */
  sms: { timeoutMillis: 10_000, attempts: 1 },
  staffKeys: { timeoutMillis: 5_000, attempts: 1 },
} as const;
