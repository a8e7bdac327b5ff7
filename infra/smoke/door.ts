import { createHash, randomUUID } from 'node:crypto';
import * as z from 'zod';

/** A request that takes longer than this is a failure: the gateway itself gives up after 30 seconds. */
const TIMEOUT_MILLIS = 30_000;

const Problem = z.looseObject({
  code: z.string().optional(),
  detail: z.string().optional(),
  errors: z.array(z.looseObject({ pointer: z.string().optional(), code: z.string().optional() })).optional(),
});

/** The service did not answer as it should; the message is for whoever runs the test. */
export class Unexpected extends Error {
  override readonly name = 'Unexpected';
}

/** The HTTP side of one party: anyone, or somebody who has signed in. */
export class Door {
  readonly url: string;
  readonly #token: string | undefined;

  constructor(url: string, token?: string) {
    this.url = url;
    this.#token = token;
  }

  /** The same service, after a sign-in. */
  withToken(token: string): Door {
    return new Door(this.url, token);
  }

  get<Value>(path: string, schema: z.ZodType<Value>): Promise<Value> {
    return this.#call('GET', path, undefined, schema);
  }

  post<Value>(path: string, body: unknown, schema: z.ZodType<Value>): Promise<Value> {
    return this.#call('POST', path, body, schema);
  }

  put<Value>(path: string, body: unknown, schema: z.ZodType<Value>): Promise<Value> {
    return this.#call('PUT', path, body, schema);
  }

  remove(path: string): Promise<unknown> {
    return this.#call('DELETE', path, undefined, z.unknown());
  }

  /** Announces a file, sends it to the store by the form it is given, and has it examined. @returns the draft's version */
  async attach(draft: { id: string; version: number }, slot: Slot, file: SmokeFile): Promise<number> {
    const holder = `/applications/${draft.id}/materials`;
    const { materialId, upload } = await this.post(
      holder,
      {
        version: draft.version,
        ...slot,
        fileName: file.name,
        contentType: file.type,
        sizeBytes: file.bytes.length,
        sha256: createHash('sha256').update(file.bytes).digest('hex'),
      },
      Announced,
    );
    const form = new FormData();
    for (const [name, value] of Object.entries(upload.fields)) form.append(name, value);
    form.append('file', new Blob([new Uint8Array(file.bytes)], { type: file.type }), file.name);
    const sent = await reach(upload.url, { method: 'POST', body: form });
    if (!sent.ok) throw new Unexpected(`The store answered the upload of ${file.name} with ${sent.status}.`);
    const verdict = await this.post(`${holder}/${materialId}/confirmation`, {}, Verdict);
    if (verdict.status !== 'confirmed')
      throw new Unexpected(`${file.name} was not taken: ${verdict.reasons.join(', ')}.`);
    return verdict.version;
  }

  async #call<Value>(method: string, path: string, body: unknown, schema: z.ZodType<Value>): Promise<Value> {
    const answer = await reach(`${this.url}${path}`, {
      method,
      headers: {
        'accept-language': 'en',
        ...(this.#token !== undefined && { authorization: `Bearer ${this.#token}` }),
        ...(method === 'POST' && { 'idempotency-key': randomUUID() }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    const where = `${method} ${path}`;
    if (!answer.ok) throw new Unexpected(`${where} was answered with ${answer.status}${problemIn(text)}.`);
    const parsed = schema.safeParse(jsonIn(text));
    if (!parsed.success)
      throw new Unexpected(`${where} did not answer as documented: ${z.prettifyError(parsed.error)}`);
    return parsed.data;
  }
}

/** A place for a file. */
export interface Slot {
  readonly ground: string;
  readonly box: string;
}

/** A file to hand in. */
export interface SmokeFile {
  readonly name: string;
  readonly type: string;
  readonly bytes: Buffer;
}

const Announced = z.object({
  materialId: z.string(),
  upload: z.object({ url: z.string(), fields: z.record(z.string(), z.string()) }),
});
const Verdict = z.object({ status: z.string(), reasons: z.array(z.string()), version: z.int() });

async function reach(url: string, request: RequestInit): Promise<Response> {
  try {
    return await fetch(url, { ...request, redirect: 'error', signal: AbortSignal.timeout(TIMEOUT_MILLIS) });
  } catch (error) {
    const cause = error instanceof Error ? (error.cause ?? error) : error;
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new Unexpected(`${new URL(url).origin} cannot be reached: ${why}.`, { cause: error });
  }
}

/** Code and places of a problem: never its words, which may repeat what was sent. */
function problemIn(text: string): string {
  const { code, errors = [] } = Problem.safeParse(jsonIn(text)).data ?? {};
  const places = errors.map((one) => `${one.pointer ?? ''} ${one.code ?? ''}`.trim());
  return `${code ? ` ${code}` : ''}${places.length > 0 ? ` (${places.join('; ')})` : ''}`;
}

function jsonIn(text: string): unknown {
  try {
    return text === '' ? {} : (JSON.parse(text) as unknown);
  } catch (error) {
    if (error instanceof SyntaxError) return text;
    throw error;
  }
}
