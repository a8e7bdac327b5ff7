/** Failures before a connection stood: nothing can have gone out. */
const NOT_CONNECTED = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'CredentialsProviderError',
]);

/** Whether a call certainly failed before a connection stood; `fetch` hides the reason in the cause. */
export function neverConnected(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const reason = error.cause instanceof Error ? error.cause : error;
  return NOT_CONNECTED.has('code' in reason ? String(reason.code) : reason.name);
}
