import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { CaseFile, Draft, Receipt, TaskState, Upload, Verdict } from './answers.ts';
import type { GeneratedFile } from './files.ts';

/** What came back; `body` is read as JSON where there is some. */
export interface Answer<Body> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Body;
}

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

export interface Sent {
  readonly token?: string;
  readonly body?: unknown;
  /** Sent as it is, instead of `body`. */
  readonly raw?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** One HTTP call. @throws TypeError when no answer came */
export async function call<Body>(url: string, method: Method, sent: Sent = {}): Promise<Answer<Body>> {
  const { token, body, raw, headers } = sent;
  const response = await fetch(url, {
    method,
    redirect: 'manual',
    headers: {
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...((body !== undefined || raw !== undefined) && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(raw !== undefined ? { body: raw } : body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json') === true;
  return {
    status: response.status,
    headers: response.headers,
    body: (isJson && text ? JSON.parse(text) : text) as Body,
  };
}

/** Asks again until the answer pleases. @throws Error with the last answer after `seconds` of real time */
export async function until<Value>(
  ask: () => Promise<Value>,
  pleases: (value: Value) => boolean,
  seconds = 45,
): Promise<Value> {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const value = await ask();
    if (pleases(value)) return value;
    if (Date.now() > end) throw new Error(`Still not so after ${seconds} s: ${JSON.stringify(value)}`);
    await wait(15);
  }
}

/** The body of a success. @throws Error that shows the problem */
export function ok<Body>({ status, body }: Answer<Body>): Body {
  if (status >= 300) throw new Error(`${status}: ${JSON.stringify(body)}`);
  return body;
}

/** Somebody who has signed in, with what the contract lets them do. Knows the contract only. */
export class Person {
  readonly origin: string;
  readonly token: string;

  constructor(origin: string, token: string) {
    this.origin = origin;
    this.token = token;
  }

  /** Through the local instrument. */
  static async signIn(origin: string, person: string): Promise<Person> {
    const answer = await call<{ token: string }>(`${origin}/_local/token`, 'POST', { body: { person } });
    return new Person(origin, ok(answer).token);
  }

  /** Through the province's sign-in and `POST /sessions`, as a telephone does. */
  static async signInByTicket(origin: string, person: string, kind: 'ticket' | 'ticketId'): Promise<Person> {
    const proof = await call(`${origin}/_local/ticket`, 'POST', { body: { person, kind } });
    const answer = await call<{ token: string }>(`${origin}/sessions`, 'POST', { body: ok(proof) });
    return new Person(origin, ok(answer).token);
  }

  send<Body>(method: Method, path: string, sent: Omit<Sent, 'token'> = {}): Promise<Answer<Body>> {
    return call<Body>(`${this.origin}${path}`, method, { token: this.token, ...sent });
  }

  async get<Body>(path: string): Promise<Body> {
    return ok(await this.send<Body>('GET', path));
  }

  /** A write with a fresh `Idempotency-Key`, unless one is given. */
  post<Body>(path: string, body: unknown, key: string = randomUUID()): Promise<Answer<Body>> {
    return this.send<Body>('POST', path, { body, headers: { 'idempotency-key': key } });
  }

  async draft(form: unknown): Promise<Draft> {
    return ok(await this.post<Draft>('/applications', { form }));
  }

  /** Announces, uploads and has examined one file. @param under `/applications/{id}` or `/cases/{id}` */
  async addFile(
    under: string,
    version: number,
    slot: { ground: string; box: string },
    file: GeneratedFile,
  ): Promise<Verdict> {
    const announced = await this.post<Upload>(`${under}/materials`, { version, ...slot, ...file.declared });
    const { materialId, upload } = ok(announced);
    const status = await uploadTo(upload, file);
    if (status >= 300) throw new Error(`The upload was answered with ${status}`);
    return ok(await this.post<Verdict>(`${under}/materials/${materialId}/confirmation`, {}));
  }

  submit(id: string, version: number, consents: unknown): Promise<Answer<Receipt>> {
    return this.post<Receipt>(`/applications/${id}/submission`, { version, ...(consents as object) });
  }

  async claim(id: string): Promise<TaskState> {
    return ok(await this.post<TaskState>(`/tasks/${id}/claim`, {}));
  }

  decide(
    id: string,
    decision: { stage: string; outcome: string; version: number; [more: string]: unknown },
  ): Promise<Answer<TaskState>> {
    return this.post<TaskState>(`/tasks/${id}/decision`, { comment: '情况属实。', ...decision });
  }

  /** Claims the task and gives the opinion at the version just claimed. */
  async claimAndDecide(
    id: string,
    stage: string,
    outcome: string,
    more: Readonly<Record<string, unknown>> = {},
  ): Promise<Answer<TaskState>> {
    const { version } = await this.claim(id);
    return this.decide(id, { stage, outcome, version, ...more });
  }

  file(id: string): Promise<CaseFile> {
    return this.get<CaseFile>(`/cases/${id}`);
  }
}

/** Sends the file with the form it was given, as a browser would. @returns the status */
export async function uploadTo(
  { url, fields }: Upload['upload'],
  file: Pick<GeneratedFile, 'bytes' | 'declared'>,
): Promise<number> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  form.append(
    'file',
    new Blob([Uint8Array.from(file.bytes)], { type: file.declared.contentType }),
    file.declared.fileName,
  );
  const response = await fetch(url, { method: 'POST', body: form });
  await response.arrayBuffer();
  return response.status;
}
