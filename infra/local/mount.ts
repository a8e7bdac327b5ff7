import type { WireHandler } from './wire.ts';

/** The handler with the longest prefix that fits answers, else the other one. */
export function within(mounted: Readonly<Record<string, WireHandler>>, otherwise: WireHandler): WireHandler {
  const prefixes = Object.entries(mounted).sort(([a], [b]) => b.length - a.length);
  return async (request) => {
    const found = prefixes.find(
      ([prefix]) => request.path === prefix || request.path.startsWith(`${prefix}/`),
    );
    return (found?.[1] ?? otherwise)(request);
  };
}
