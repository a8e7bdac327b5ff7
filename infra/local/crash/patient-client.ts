import { createHash, randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import * as z from 'zod';
import type { Subject } from './subject.ts';

/** An answer that the same call will not better. */
export class Refused extends Error {
  override readonly name = 'Refused';
  readonly code: string;

  constructor(message: string, code: string) {
    super(message);
    this.code = code;
  }
}

/** A file as somebody sends it. */
export interface SentFile {
  readonly name: string;
  readonly type: string;
  readonly bytes: Buffer;
}

const Problem = z.object({ code: z.string().default('') });
const PATIENCE_MILLIS = 30_000;
const ANSWER_WITHIN_MILLIS = 20_000;

/**
 * Somebody who makes the same call, with the same `Idempotency-Key`, until it is answered: over broken connections,
 * restarts, and answers that say to come again.
 */
export class PatientClient {
  readonly #subject: Subject;
  readonly #token: string;

  private constructor(subject: Subject, token: string) {
    this.#subject = subject;
    this.#token = token;
  }

  static async signIn(subject: Subject, person: string): Promise<PatientClient> {
    const answer = await send(subject, '/_local/token', { method: 'POST', body: { person } });
    return new PatientClient(subject, z.object({ token: z.string() }).parse(answer).token);
  }

  async get<Value>(path: string, schema: z.ZodType<Value>): Promise<Value> {
    return schema.parse(await send(this.#subject, path, { method: 'GET', token: this.#token }));
  }

  /** @throws Refused */
  async write<Value>(
    method: 'POST' | 'DELETE',
    path: string,
    schema: z.ZodType<Value>,
    body?: unknown,
  ): Promise<Value> {
    const key = randomUUID();
    return schema.parse(await send(this.#subject, path, { method, body, token: this.#token, key }));
  }

  /** Announces a file, sends it by the presigned form, has it examined. @returns the draft's version @throws Refused */
  async attach(
    holder: string,
    version: number,
    slot: { readonly ground: string; readonly box: string },
    file: SentFile,
  ): Promise<number> {
    const announced = await this.write(
      'POST',
      `${holder}/materials`,
      z.object({
        materialId: z.string(),
        upload: z.object({ url: z.string(), fields: z.record(z.string(), z.string()) }),
      }),
      {
        version,
        ...slot,
        fileName: file.name,
        contentType: file.type,
        sizeBytes: file.bytes.length,
        sha256: createHash('sha256').update(file.bytes).digest('hex'),
      },
    );
    await patiently(this.#subject, async () => {
      const form = new FormData();
      for (const [name, value] of Object.entries(announced.upload.fields)) form.append(name, value);
      form.append('file', new Blob([new Uint8Array(file.bytes)], { type: file.type }), file.name);
      const response = await fetch(announced.upload.url, { method: 'POST', body: form });
      const text = await response.text();
      if (response.status < 400) return true;
      if (response.status >= 500) return undefined;
      throw new Refused(`Upload: ${response.status} ${text}`, '');
    });
    const examined = await this.write(
      'POST',
      `${holder}/materials/${announced.materialId}/confirmation`,
      z.object({ status: z.literal('confirmed'), version: z.number() }),
      {},
    );
    return examined.version;
  }
}

/** One call to the product, repeated until it is answered. @throws Refused */
export async function send(
  subject: Subject,
  path: string,
  request: { method: string; token?: string; key?: string; body?: unknown },
): Promise<unknown> {
  return patiently(subject, async () => {
    const response = await fetch(`${subject.origin}${path}`, {
      method: request.method,
      redirect: 'manual',
      signal: AbortSignal.timeout(ANSWER_WITHIN_MILLIS),
      headers: {
        ...(request.token && { authorization: `Bearer ${request.token}` }),
        ...(request.key && { 'idempotency-key': request.key }),
        ...(request.body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(request.body !== undefined && { body: JSON.stringify(request.body) }),
    });
    const text = await response.text();
    const body: unknown = text === '' ? {} : JSON.parse(text);
    if (response.ok) return body;
    const { code } = Problem.safeParse(body).data ?? { code: '' };
    const again = response.status >= 500 || response.status === 429 || code === 'REQUEST_IN_PROGRESS';
    if (again) return undefined;
    throw new Refused(`${request.method} ${path}: ${response.status} ${text}`, code);
  });
}

/** Tries until there is something. @throws what is neither a broken connection nor an answer that says to come again */
async function patiently<Value>(subject: Subject, attempt: () => Promise<Value | undefined>): Promise<Value> {
  const end = Date.now() + PATIENCE_MILLIS;
  for (;;) {
    await subject.up();
    try {
      const value = await attempt();
      if (value !== undefined) return value;
    } catch (error) {
      // `fetch` tells of a broken connection by a TypeError, of a silent one by a DOMException.
      if (!(error instanceof TypeError || error instanceof DOMException)) throw error;
    }
    if (Date.now() > end) throw new Error('The product did not answer for a minute');
    await wait(20);
  }
}
