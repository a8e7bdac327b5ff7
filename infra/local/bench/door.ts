import { randomUUID } from 'node:crypto';
import { Agent, request as send } from 'node:http';
import * as z from 'zod';

/** An answer that was not the expected one. */
export class TurnedAway extends Error {
  override readonly name = 'TurnedAway';
  readonly code: string;

  constructor(message: string, code: string) {
    super(message);
    this.code = code;
  }
}

interface Asked {
  readonly token?: string;
  readonly body?: unknown;
}
interface Answered {
  readonly status: number;
  readonly text: string;
}
const Problem = z.object({ code: z.string().default('') });
/** Segments that are ids: longer than any word of a route. */
const LONG_SEGMENT = /\/[\w-]{20,}/gu;

/** The product's HTTP door, with a watch: every call is timed under its route. One kept-alive pool of connections. */
export class Door {
  readonly origin: string;
  readonly #agent = new Agent({ keepAlive: true });
  #times = new Map<string, number[]>();

  constructor(origin: string) {
    this.origin = origin;
  }

  /** Route → milliseconds of each answer since the last time this was asked. */
  take(): ReadonlyMap<string, readonly number[]> {
    const times = this.#times;
    this.#times = new Map();
    return times;
  }

  close(): void {
    this.#agent.destroy();
  }

  /** @returns the token of a seeded person */
  async signIn(person: string): Promise<string> {
    return (await this.ask('POST', '/_local/token', z.object({ token: z.string() }), { body: { person } }))
      .token;
  }

  /** @throws TurnedAway for anything but success */
  async ask<Value>(
    method: 'GET' | 'POST',
    path: string,
    schema: z.ZodType<Value>,
    asked: Asked = {},
  ): Promise<Value> {
    const headers: Record<string, string> = {};
    if (asked.token !== undefined) headers['authorization'] = `Bearer ${asked.token}`;
    if (asked.body !== undefined) headers['content-type'] = 'application/json';
    if (method === 'POST') headers['idempotency-key'] = randomUUID();
    const body = asked.body === undefined ? undefined : Buffer.from(JSON.stringify(asked.body));
    const { status, text } = await this.#timed(`${method} ${path.replaceAll(LONG_SEGMENT, '/{id}')}`, () =>
      this.#send(`${this.origin}${path}`, method, headers, body),
    );
    const answer: unknown = text === '' ? {} : JSON.parse(text);
    if (status < 300) return schema.parse(answer);
    throw new TurnedAway(`${method} ${path}: ${status} ${text}`, Problem.safeParse(answer).data?.code ?? '');
  }

  /** A file through the presigned form. @throws TurnedAway */
  async upload(
    to: { readonly url: string; readonly fields: Readonly<Record<string, string>> },
    file: { readonly name: string; readonly type: string; readonly bytes: Buffer },
  ): Promise<void> {
    const form = new FormData();
    for (const [name, value] of Object.entries(to.fields)) form.append(name, value);
    form.append('file', new Blob([new Uint8Array(file.bytes)], { type: file.type }), file.name);
    const encoded = new Response(form);
    const body = Buffer.from(await encoded.arrayBuffer());
    const headers = { 'content-type': encoded.headers.get('content-type') ?? '' };
    const { status, text } = await this.#timed('POST upload of a file', () =>
      this.#send(to.url, 'POST', headers, body),
    );
    if (status >= 300) throw new TurnedAway(`Upload: ${status} ${text}`, '');
  }

  async #timed(route: string, act: () => Promise<Answered>): Promise<Answered> {
    const begun = performance.now();
    const answered = await act();
    const times = this.#times.get(route) ?? [];
    times.push(performance.now() - begun);
    this.#times.set(route, times);
    return answered;
  }

  #send(
    url: string,
    method: string,
    headers: Readonly<Record<string, string>>,
    body: Buffer | undefined,
  ): Promise<Answered> {
    return new Promise((resolve, reject) => {
      const length = body && { 'content-length': body.length };
      const outgoing = send(
        url,
        { agent: this.#agent, method, headers: { ...headers, ...length } },
        (answer) => {
          const chunks: Buffer[] = [];
          answer.on('data', (chunk: Buffer) => chunks.push(chunk));
          answer.on('error', reject);
          answer.on('end', () =>
            resolve({ status: answer.statusCode ?? 0, text: Buffer.concat(chunks).toString() }),
          );
        },
      );
      outgoing.on('error', reject);
      outgoing.end(body);
    });
  }
}
