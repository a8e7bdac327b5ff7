import { setTimeout as wait } from 'node:timers/promises';
import { call, ok, uploadTo } from '../journeys/client.ts';
import { jpegFile, pdfFile, type GeneratedFile } from '../journeys/files.ts';
import { operationOf } from './document.ts';
import type { Exchanges } from './exchanges.ts';
import type { Sessions } from './sessions.ts';

/** What a story reads of the answers; everything may be missing, since others meddle meanwhile. */
export interface Told {
  readonly status: number;
  readonly id?: string;
  readonly version?: number;
  readonly stage?: string | null;
  readonly materialId?: string;
  readonly licenceId?: string | null;
  readonly applicationNumber?: string;
  readonly upload?: { readonly url: string; readonly fields: Readonly<Record<string, string>> };
  readonly findings?: readonly {
    readonly id: string;
    readonly result: string;
    readonly decisive?: boolean;
  }[];
  readonly correction?: { readonly version: number } | null;
  readonly messages?: readonly { readonly id?: string }[];
  readonly editions?: readonly { readonly year: number; readonly sha256: string }[];
}

export interface Asked {
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly accept?: string;
  readonly token?: string;
}

/** Asks for one documented operation after the other, as somebody who knows the contract. */
export class Teller {
  readonly sessions: Sessions;
  readonly origin: string;
  readonly #exchanges: Exchanges;
  requests = 0;

  constructor(origin: string, sessions: Sessions, exchanges: Exchanges) {
    this.origin = origin;
    this.sessions = sessions;
    this.#exchanges = exchanges;
  }

  /** @param who id of a person; undefined without sign-in */
  async ask(who: string | undefined, operationId: string, asked: Asked = {}): Promise<Told> {
    this.requests += 1;
    const operation = operationOf(operationId);
    const token = asked.token ?? (who === undefined ? undefined : await this.sessions.of(who));
    const path = operation.path.replaceAll(/\{(\w+)\}/gu, (_, name: string) =>
      encodeURIComponent(asked.path?.[name] ?? ''),
    );
    const query = asked.query ? `?${new URLSearchParams(asked.query).toString()}` : '';
    const answer = await this.#exchanges.send({
      operation,
      sent: {
        method: operation.method,
        target: `${path}${query}`,
        headers: {
          ...(token !== undefined && { authorization: `Bearer ${token}` }),
          ...(asked.body !== undefined && { 'content-type': 'application/json' }),
          ...(asked.accept !== undefined && { accept: asked.accept }),
        },
        ...(asked.body !== undefined && { body: Buffer.from(JSON.stringify(asked.body)) }),
      },
      caller: who === undefined ? undefined : this.sessions.person(who),
      about: asked.path?.['id'] ?? asked.path?.['applicationId'],
      routed: true,
    });
    const isJson = answer.headers['content-type']?.includes('json') === true;
    const body = (isJson ? JSON.parse(answer.text) : {}) as Omit<Told, 'status'>;
    return { ...body, status: answer.status };
  }

  /** Announces, uploads and has examined one file. @returns its id and the version after it */
  async addFile(
    who: string,
    [add, confirm]: readonly [string, string],
    id: string,
    slot: { readonly ground: string; readonly box: string; readonly version: number },
  ): Promise<{ version: number; materialId: string }> {
    const file: GeneratedFile = slot.ground === 'photo' ? jpegFile() : pdfFile();
    const announced = await this.ask(who, add, { path: { id }, body: { ...slot, ...file.declared } });
    const { upload, materialId = '', version = slot.version } = announced;
    if (!upload) return { version, materialId };
    await uploadTo(upload, file);
    const verdict = await this.ask(who, confirm, { path: { id, materialId } });
    return { version: verdict.version ?? version, materialId };
  }

  /** Until the machine waits for somebody, or is at its end; not for ever, since others meddle. */
  async settled(id: string): Promise<void> {
    for (let attempt = 0; attempt < 80; attempt += 1) {
      const response = await fetch(`${this.origin}/_local/executions/${id}`);
      const told = (await response.json()) as {
        execution?: { status: string };
        events?: readonly { type: string }[];
      };
      const waits = told.events?.at(-1)?.type === 'TaskSubmitted';
      if (waits || (told.execution !== undefined && told.execution.status !== 'RUNNING')) return;
      await wait(15);
    }
  }

  /** @param advance ISO 8601 */
  async passTime(advance: string): Promise<void> {
    ok(await call(`${this.origin}/_local/clock`, 'POST', { body: { advance } }));
  }

  /** The next SMS is handed over, and no answer comes back. */
  async nextPublishFails(): Promise<void> {
    const order = { service: 'sns', operation: 'Publish', kind: 'error', status: 500 };
    ok(await call(`${this.origin}/_local/faults`, 'POST', { body: order }));
  }
}
