/** Token bucket of a route, as the stage settings of an HTTP API name it. */
export interface ThrottleSettings {
  readonly ratePerSecond: number;
  readonly burst: number;
}

/** Counts requests by route. @returns whether the request may pass; real time */
export function createThrottle(): (
  routeKey: string,
  settings: ThrottleSettings | undefined,
  nowMillis: number,
) => boolean {
  const buckets = new Map<string, { tokens: number; atMillis: number }>();
  return (routeKey, settings, nowMillis) => {
    if (settings === undefined) return true;
    const bucket = buckets.get(routeKey) ?? { tokens: settings.burst, atMillis: nowMillis };
    const grown = ((nowMillis - bucket.atMillis) / 1_000) * settings.ratePerSecond;
    const tokens = Math.min(settings.burst, bucket.tokens + Math.max(0, grown));
    buckets.set(routeKey, { tokens: tokens >= 1 ? tokens - 1 : tokens, atMillis: nowMillis });
    return tokens >= 1;
  };
}
