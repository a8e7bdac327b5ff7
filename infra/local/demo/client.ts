import { createHash } from 'node:crypto';
import * as z from 'zod';

const Answer = z.record(z.string(), z.unknown());

/** An answer that was not the expected one, with the problem's own words. */
export class UnexpectedAnswer extends Error {
  override readonly name = 'UnexpectedAnswer';
}

/** One person at the product's door: every call goes through HTTP, as a telephone's or a desk's would. */
export class Visitor {
  readonly #origin: string;
  readonly #token: string;

  private constructor(origin: string, token: string) {
    this.#origin = origin;
    this.#token = token;
  }

  /** @param person id of a seeded person */
  static async signIn(origin: string, person: string): Promise<Visitor> {
    const { token } = z
      .object({ token: z.string() })
      .parse(await call(`${origin}/_local/token`, { method: 'POST', body: { person } }));
    return new Visitor(origin, token);
  }

  get<Value>(path: string, schema: z.ZodType<Value>): Promise<Value> {
    return call(`${this.#origin}${path}`, { method: 'GET', token: this.#token }).then((body) =>
      schema.parse(body),
    );
  }

  async post<Value>(path: string, body: unknown, schema: z.ZodType<Value>): Promise<Value> {
    return schema.parse(await call(`${this.#origin}${path}`, { method: 'POST', token: this.#token, body }));
  }

  async remove<Value>(path: string, schema: z.ZodType<Value>): Promise<Value> {
    return schema.parse(await call(`${this.#origin}${path}`, { method: 'DELETE', token: this.#token }));
  }

  /**
   * Announces a file, sends it by the presigned form, and has it examined.
   * @param holder `/applications/<id>` or `/cases/<id>`
   * @returns the version of the draft afterwards
   */
  async attach(
    holder: string,
    version: number,
    slot: { ground: string; box: string },
    file: { name: string; type: string; bytes: Buffer },
  ): Promise<number> {
    const ticket = await this.post(
      `${holder}/materials`,
      {
        version,
        ...slot,
        fileName: file.name,
        contentType: file.type,
        sizeBytes: file.bytes.length,
        sha256: createHash('sha256').update(file.bytes).digest('hex'),
      },
      z.object({
        materialId: z.string(),
        upload: z.object({ url: z.string(), fields: z.record(z.string(), z.string()) }),
      }),
    );
    const form = new FormData();
    for (const [name, value] of Object.entries(ticket.upload.fields)) form.append(name, value);
    form.append('file', new Blob([new Uint8Array(file.bytes)], { type: file.type }), file.name);
    const uploaded = await fetch(ticket.upload.url, { method: 'POST', body: form });
    if (!uploaded.ok) throw new UnexpectedAnswer(`Upload: ${uploaded.status} ${await uploaded.text()}`);
    const verdict = await this.post(
      `${holder}/materials/${ticket.materialId}/confirmation`,
      {},
      z.object({ status: z.string(), reasons: z.array(z.string()), version: z.number() }),
    );
    if (verdict.status !== 'confirmed')
      throw new UnexpectedAnswer(`${file.name}: ${verdict.reasons.join(', ')}`);
    return verdict.version;
  }
}

/** One call without a sign-in. @throws UnexpectedAnswer for anything but success */
export async function call(
  url: string,
  request: { method: string; token?: string; body?: unknown },
): Promise<unknown> {
  const response = await fetch(url, {
    method: request.method,
    headers: {
      ...(request.token && { authorization: `Bearer ${request.token}` }),
      ...(request.body !== undefined && { 'content-type': 'application/json' }),
      'accept-language': 'en',
    },
    ...(request.body !== undefined && { body: JSON.stringify(request.body) }),
  });
  const text = await response.text();
  const body: unknown = text === '' ? {} : JSON.parse(text);
  if (response.ok) return body;
  const { code = '', errors = [] } = Answer.parse(body);
  throw new UnexpectedAnswer(
    `${request.method} ${url}: ${response.status} ${String(code)} ${JSON.stringify(errors)}`,
  );
}
