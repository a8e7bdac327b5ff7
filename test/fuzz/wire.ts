import { Agent, request } from 'node:http';

/** One request, exactly as it goes out: nothing is normalised on the way. */
export interface RawRequest {
  readonly method: string;
  /** Path and query as sent, percent-encoded or not. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Buffer | undefined;
}

/** What came back. */
export interface RawAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

const agent = new Agent({ keepAlive: true, maxSockets: 16 });

/** Sends it as it is. @throws the error of the connection when no answer came within 40 s */
export function exchange(origin: string, sent: RawRequest): Promise<RawAnswer> {
  const { hostname, port } = new URL(origin);
  return new Promise((resolve, reject) => {
    const { method, target, body } = sent;
    const headers = { ...sent.headers, ...(body && { 'content-length': String(body.length) }) };
    const outgoing = request({ hostname, port, method, path: target, headers, agent }, (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.on('error', reject);
      incoming.on('end', () =>
        resolve({
          status: incoming.statusCode ?? 0,
          headers: Object.fromEntries(
            Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]),
          ),
          text: Buffer.concat(chunks).toString('utf8'),
        }),
      );
    });
    outgoing.setTimeout(40_000, () => outgoing.destroy(new Error('No answer within 40 s')));
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

/** The target as a person would read it; as it is where its encoding is broken. */
export function readable(target: string): string {
  try {
    return decodeURIComponent(target.replaceAll('+', ' '));
  } catch (error) {
    if (error instanceof URIError) return target;
    throw error;
  }
}
