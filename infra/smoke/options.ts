import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';

/** What a smoke test is asked to do. */
export interface SmokeOptions {
  /** Address of the service, without a slash at its end. */
  readonly url: string;
  /** File with the tokens; absent on the embedded cloud, which gives its own. */
  readonly tokenFile?: string;
  /** `full`: to the end if officers' tokens are at hand; `withdraw`: always withdrawn; `open`: no case at all. */
  readonly extent: 'full' | 'withdraw' | 'open';
  /** How long the machine may take for one stretch of the case. */
  readonly patienceSeconds: number;
}

/** How it is called. */
export const USAGE = `Usage: npm run smoke -- --url <address> [--token-file <file>] [--withdraw | --open-only] [--patience <seconds>]
  --url         the service, for example http://127.0.0.1:8787
  --token-file  the staff token of the county's smoke account; or JSON {"smoke": …, "acceptor": …, "reviewer": …,
                "approver": …}: with the officers' tokens the case goes to its end. Not needed on the embedded cloud.
  --withdraw    withdraw the case even if officers' tokens are at hand
  --open-only   only what is open to anyone: no sign-in, no case
  --patience    seconds to wait for the machine, 90 unless said otherwise`;

/** The options, or everything that is wrong with them. */
export function optionsOf(args: readonly string[]): SmokeOptions | { readonly wrong: readonly string[] } {
  let values;
  try {
    ({ values } = parseArgs({
      args: [...args],
      options: {
        url: { type: 'string' },
        'token-file': { type: 'string' },
        withdraw: { type: 'boolean', default: false },
        'open-only': { type: 'boolean', default: false },
        patience: { type: 'string', default: '90' },
      },
    }));
  } catch (error) {
    return { wrong: [error instanceof Error ? error.message : String(error)] };
  }
  const { url, 'token-file': tokenFile, withdraw, 'open-only': openOnly } = values;
  const patienceSeconds = Number(values.patience);
  const wrong = [
    ...urlFaults(url),
    ...(tokenFile !== undefined && !existsSync(tokenFile) ? [`--token-file: there is no ${tokenFile}.`] : []),
    ...(withdraw && openOnly ? ['--withdraw and --open-only do not go together.'] : []),
    ...(patienceSeconds >= 1 && patienceSeconds <= 3600
      ? []
      : [`--patience must be a number of seconds from 1 to 3600, not “${values.patience}”.`]),
  ];
  if (wrong.length > 0 || url === undefined) return { wrong };
  return {
    url: url.replace(/\/+$/u, ''),
    ...(tokenFile !== undefined && { tokenFile }),
    extent: openOnly ? 'open' : withdraw ? 'withdraw' : 'full',
    patienceSeconds,
  };
}

/** Tokens travel in the clear on plain HTTP: that is for this machine only. */
function urlFaults(url: string | undefined): string[] {
  if (url === undefined) return ['--url is missing.'];
  const parsed = URL.parse(url);
  if (!parsed || !/^https?:$/u.test(parsed.protocol)) return [`--url: “${url}” is no http(s) address.`];
  if (parsed.protocol === 'http:' && !isLoopback(url)) return [`--url: ${url} must be https.`];
  return [];
}

/** Whether the address is on this machine. */
export function isLoopback(url: string): boolean {
  const host = URL.parse(url)?.hostname ?? '';
  return host === 'localhost' || host === '[::1]' || /^127(?:\.\d+){3}$/u.test(host);
}
