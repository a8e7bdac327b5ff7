import { spawn, type ChildProcess } from 'node:child_process';
import { createRequire } from 'node:module';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

const HOST = '127.0.0.1';
const PROBE_EVERY_MILLIS = 10;
const READY_WITHIN_MILLIS = 10_000;
const FIRST_PAUSE_MILLIS = 20;
const LONGEST_PAUSE_MILLIS = 1_000;
/** So many starts in a row without an answer, and whoever waits is told. */
const MOST_FALLS = 4;

/**
 * Becomes the engine itself, after leaving behind a watcher that reads from our end of a pipe: when this
 * process dies, however suddenly, the pipe ends and the watcher takes the engine with it.
 */
const LAUNCH = 'exec 3<&0; (read -r _ <&3; kill -9 $$) >/dev/null 2>&1 & exec "$0" "$@" 3<&- </dev/null';

/** Path of the engine's program. @throws Error in plain words where this machine has none */
function enginePath(): string {
  try {
    const manifest = createRequire(import.meta.url).resolve('@dynoxide/linux-x64/package.json');
    return join(manifest, '..', 'dynoxide');
  } catch (cause) {
    const machine = `${process.platform}-${process.arch}`;
    const words = `There is no built-in DynamoDB for ${machine}: start any DynamoDB (such as DynamoDB Local) and name it in DYNAMODB_ENDPOINT, for example http://127.0.0.1:8000`;
    throw new Error(words, { cause });
  }
}

/** The engine as a child process, started again whenever it falls. */
export class DynamoProcess {
  readonly endpoint: string;
  readonly #program: string;
  readonly #args: readonly string[];
  readonly #supervision: Promise<void>;
  #child: ChildProcess | undefined;
  #up = Promise.withResolvers<void>();
  #isUp = false;
  #closing = false;
  #lastWords = '';

  private constructor(program: string, port: number, file: string) {
    this.endpoint = `http://${HOST}:${port}`;
    this.#program = program;
    this.#args = ['serve', '--host', HOST, '--port', String(port), '--db-path', file];
    this.#supervision = this.#supervise();
  }

  /** @param file the database, made when absent @throws Error with the engine's last words when it does not come up */
  static async start(file: string): Promise<DynamoProcess> {
    const engine = new DynamoProcess(enginePath(), await freePort(), file);
    try {
      await engine.ready();
    } catch (error) {
      await engine.close();
      throw error;
    }
    return engine;
  }

  /**
   * Resolves once the engine answers; at once while it is up.
   * @throws Error when it does not within 10 s, or fell at every start
   */
  async ready(): Promise<void> {
    if (this.#isUp) return;
    const patience = new AbortController();
    const late = wait(READY_WITHIN_MILLIS, true, { signal: patience.signal, ref: false });
    // The timer that lost the race ends by being aborted.
    late.catch(() => undefined);
    try {
      const tooLate = await Promise.race([this.#up.promise, late]);
      if (tooLate) throw this.#noEngine();
    } finally {
      patience.abort();
    }
  }

  /** Undefined while it is down. */
  pid(): number | undefined {
    return this.#child?.pid;
  }

  async close(): Promise<void> {
    this.#closing = true;
    const child = this.#child;
    child?.kill('SIGTERM');
    const kill = setTimeout(() => child?.kill('SIGKILL'), 3_000);
    await this.#supervision;
    clearTimeout(kill);
  }

  async #supervise(): Promise<void> {
    let fallen = 0;
    while (!this.#closing) {
      const gone = this.#spawn();
      this.#isUp = await Promise.race([this.#answering(), gone]);
      if (this.#isUp) this.#up.resolve();
      fallen = this.#isUp ? 0 : fallen + 1;
      await gone;
      // Whoever asks from now on waits for the next one.
      if (this.#isUp || fallen === MOST_FALLS) this.#renew();
      this.#isUp = false;
      if (!this.#closing) await wait(Math.min(FIRST_PAUSE_MILLIS * 2 ** fallen, LONGEST_PAUSE_MILLIS));
    }
  }

  #renew(): void {
    const over = this.#up;
    this.#up = Promise.withResolvers<void>();
    // Nobody may be waiting for it.
    over.promise.catch(() => undefined);
    over.reject(this.#noEngine());
  }

  #noEngine(): Error {
    return new Error(`The DynamoDB engine does not come up: ${this.#lastWords.trim() || 'no word from it'}`);
  }

  /** @returns false, once the engine is gone */
  #spawn(): Promise<false> {
    const child = spawn('/bin/sh', ['-c', LAUNCH, this.#program, ...this.#args], {
      stdio: ['pipe', 'ignore', 'pipe'],
      env: {},
    });
    this.#child = child;
    child.stderr.on('data', (words: Buffer) => {
      this.#lastWords = `${this.#lastWords}${words.toString()}`.slice(-2_000);
    });
    // The watcher may be gone already when the pipe is closed.
    child.stdin.on('error', () => undefined);
    return new Promise((resolve) => {
      const end = (why: unknown) => {
        if (why instanceof Error) this.#lastWords = why.message;
        child.stdin.destroy();
        this.#child = undefined;
        resolve(false);
      };
      child.once('exit', end);
      child.once('error', end);
    });
  }

  /** @returns true, once the engine answers; gives up when there is no engine any more */
  async #answering(): Promise<boolean> {
    while (this.#child !== undefined) {
      try {
        const response = await fetch(this.endpoint, { signal: AbortSignal.timeout(1_000) });
        await response.arrayBuffer();
        if (response.ok) return true;
      } catch (error) {
        // Not listening yet: fetch tells of every network failure by a TypeError.
        if (!(error instanceof TypeError || error instanceof DOMException)) throw error;
      }
      await wait(PROBE_EVERY_MILLIS);
    }
    return false;
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, HOST, resolve);
  });
  const { port } = server.address() as AddressInfo;
  await new Promise<void>((resolve) => server.close(() => resolve()));
  return port;
}
