import { setTimeout as wait } from 'node:timers/promises';
import { PATIENCE } from '../ports/patience.ts';
import { gatewayUrl } from './gateway-url.ts';
import { irsHeaders } from './irs-signature.ts';

export interface IrsGatewayOptions {
  /** `https://bcdsg.zj.gov.cn:8443/restapi/prod` from the government extranet; no closing slash. */
  readonly baseUrl: string;
  readonly accessKey: string;
  readonly secretKey: string;
  /** For one attempt. @default 5000 */
  readonly timeoutMillis?: number;
  /** Attempts of a call that may be repeated. @default 3 */
  readonly attempts?: number;
  /** Before the second attempt; doubles with each further one. @default 200 */
  readonly pauseMillis?: number;
  /** Real time, milliseconds since the epoch. @default Date.now */
  readonly now?: () => number;
}

/** One POST through the gateway. */
export interface IrsPost {
  /** Below the base URL: `/IC33000020220228000002/sso/servlet/simpleauth`. */
  readonly path: string;
  readonly body: { readonly form: Readonly<Record<string, string>> } | { readonly json: unknown };
  /** Whether asking twice is harmless; only then is it tried again after an outage. */
  readonly repeatable: boolean;
}

export interface IrsGateway {
  /**
   * @returns the JSON of a 200
   * @throws IrsGatewayError when the gateway cannot be reached, is too slow, refuses the call or answers no JSON
   */
  post(call: IrsPost): Promise<unknown>;
}

/** A call to the province that failed. Carries the route and the status, never what was sent or answered. */
class IrsGatewayError extends Error {
  override readonly name = 'IrsGatewayError';
  /** HTTP status; undefined when there was no answer. */
  readonly status: number | undefined;

  constructor(message: string, status?: number, options?: ErrorOptions) {
    super(message, options);
    this.status = status;
  }

  /** Whether the same call may succeed later: no answer, too many requests, or the other side's fault. */
  get passing(): boolean {
    return this.status === undefined || this.status === 429 || this.status >= 500;
  }
}

/** Signed calls to the province's API gateway (IRS); each attempt is signed anew, for the date ages. */
export function createIrsGateway(options: IrsGatewayOptions): IrsGateway {
  const { attempts = PATIENCE.province.attempts, pauseMillis = 200 } = options;
  return {
    async post(call) {
      for (let attempt = 1; ; attempt += 1) {
        try {
          return await postOnce(options, call);
        } catch (error) {
          const again = call.repeatable && attempt < attempts && error instanceof IrsGatewayError;
          if (!again || !error.passing) throw error;
          await wait(pauseMillis * 2 ** (attempt - 1));
        }
      }
    },
  };
}

async function postOnce(options: IrsGatewayOptions, call: IrsPost): Promise<unknown> {
  const { accessKey, secretKey, timeoutMillis = PATIENCE.province.timeoutMillis, now = Date.now } = options;
  const url = gatewayUrl(options.baseUrl, call.path);
  const date = new Date(now()).toUTCString();
  const signed = { method: 'POST', path: url.pathname, query: url.search.slice(1), accessKey, date };
  const form = 'form' in call.body;
  const init = {
    method: 'POST',
    headers: {
      ...irsHeaders(signed, secretKey),
      'content-type': form ? 'application/x-www-form-urlencoded' : 'application/json',
    },
    body:
      'form' in call.body ? new URLSearchParams(call.body.form).toString() : JSON.stringify(call.body.json),
    redirect: 'error' as const,
    signal: AbortSignal.timeout(timeoutMillis),
  };
  let status: number;
  let text: string;
  try {
    const response = await fetch(url, init);
    status = response.status;
    text = await response.text();
  } catch (cause) {
    throw new IrsGatewayError(`The province did not answer ${call.path}`, undefined, { cause });
  }
  if (status !== 200) throw new IrsGatewayError(`The province answered ${call.path} with ${status}`, status);
  return parsed(text, call.path);
}

function parsed(text: string, path: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    // The parser's own error quotes the text, which may hold personal data.
    throw new IrsGatewayError(`The province answered ${path} with no JSON`, 200);
  }
}
