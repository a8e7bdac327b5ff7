import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import { LAUNCH_FLAGS } from '../launch-flags.ts';
import { readIfPresent } from '../store.ts';
import type { Kill, KillOrder } from './kill-book.ts';

const PROGRAM = fileURLToPath(new URL('child.ts', import.meta.url));
/** Below the ports that the kernel hands out: nobody takes ours while the process is down. */
const FIRST_PORT = 21_000;
const PORTS = 9_000;
let nextPort = FIRST_PORT + ((process.pid * 50) % PORTS);

/** The product under test: a process on a directory of its own, started again whenever it dies. */
export class Subject {
  readonly origin: string;
  readonly dataDir: string;
  deaths = 0;
  readonly #port: number;
  readonly #crowd: number;
  readonly #startAt: string;
  #child: ChildProcess | undefined;
  #up: Promise<void> = Promise.resolve();
  #stopping = false;

  private constructor(dataDir: string, port: number, options: { crowd: number; startAt: string }) {
    this.dataDir = dataDir;
    this.origin = `http://127.0.0.1:${port}`;
    this.#port = port;
    this.#crowd = options.crowd;
    this.#startAt = options.startAt;
  }

  /** @param options.crowd people of each likeness @param options.startAt where the frozen clock stands at first */
  static async start(options: { crowd: number; startAt: string }): Promise<Subject> {
    const dataDir = await mkdtemp(join(tmpdir(), 'huren-crash-'));
    const subject = new Subject(dataDir, await freePort(), options);
    subject.#up = subject.#run();
    await subject.#up;
    return subject;
  }

  /** Resolves once it answers again. */
  up(): Promise<void> {
    return this.#up;
  }

  /** Counts anew from here, and dies at the place ordered. */
  async arm(order?: KillOrder): Promise<void> {
    await this.#ask({ ask: 'arm', order });
  }

  /** These do not answer from now on, until the next call or death. @param points as the recording names them */
  async silence(points: readonly string[]): Promise<void> {
    await this.#ask({ ask: 'silence', points });
  }

  async counts(): Promise<Readonly<Record<string, number>>> {
    const Counts = z.object({ counts: z.record(z.string(), z.int()) });
    return Counts.parse(await this.#ask({ ask: 'counts' })).counts;
  }

  /** After a collection of garbage: resident memory, live heap, and open handles of the process that runs now. */
  async usage(): Promise<{ rssBytes: number; heapBytes: number; handles: number }> {
    const Usage = z.object({
      usage: z.object({ rssBytes: z.number(), heapBytes: z.number(), handles: z.int() }),
    });
    return Usage.parse(await this.#ask({ ask: 'usage' })).usage;
  }

  /** What its processes wrote down before they died at a place ordered. */
  async kills(): Promise<Kill[]> {
    const text = (await readIfPresent(this.#noteFile())) ?? '';
    return text
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as Kill);
  }

  /** `kill -9` from outside; resolves once it is up again. */
  async kill(): Promise<void> {
    const child = this.#child;
    if (!child) return this.#up;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
    await this.#up;
  }

  /** The keys with which any SDK reaches its services. */
  async credentials(): Promise<{ accessKeyId: string; secretAccessKey: string }> {
    const Pair = z.object({ accessKeyId: z.string(), secretAccessKey: z.string() });
    return Pair.parse(JSON.parse(await readFile(`${this.dataDir}/credentials.json`, 'utf8')));
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    const child = this.#child;
    if (child) {
      const gone = once(child, 'exit');
      child.send({ ask: 'stop' });
      await gone;
    }
    await rm(this.dataDir, { recursive: true, force: true });
    await rm(this.#noteFile(), { force: true });
  }

  async #run(): Promise<void> {
    const settings = {
      dataDir: this.dataDir,
      port: this.#port,
      startAt: this.#startAt,
      crowd: this.#crowd,
      noteFile: this.#noteFile(),
    };
    const child = fork(PROGRAM, [JSON.stringify(settings)], {
      // So that its memory can be measured without what nobody uses any more.
      execArgv: [...process.execArgv, ...LAUNCH_FLAGS, '--expose-gc'],
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    this.#child = child;
    let ready = false;
    child.once('exit', () => {
      this.#child = undefined;
      // One that cannot even start would not the next time either.
      if (this.#stopping || !ready) return;
      this.deaths += 1;
      this.#up = this.#run();
      // Whoever waits for it is told.
      this.#up.catch(() => undefined);
    });
    const ended = once(child, 'exit').then(([code]) => {
      throw new Error(`The product ended before it was ready, with ${String(code)}`);
    });
    await Promise.race([once(child, 'message'), ended]);
    ready = true;
  }

  async #ask(message: object): Promise<unknown> {
    await this.#up;
    const child = this.#child;
    if (!child) throw new Error('The product is down');
    const answer = once(child, 'message');
    child.send(message);
    const [told] = (await answer) as [unknown];
    return told;
  }

  #noteFile(): string {
    return `${this.dataDir}.kills.jsonl`;
  }
}

/** A port that no other subject of this process has had: while one is down, its port looks free. */
async function freePort(): Promise<number> {
  let port = nextPort;
  while (!(await isFree(port))) port += 1;
  nextPort = port + 1;
  return port;
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
