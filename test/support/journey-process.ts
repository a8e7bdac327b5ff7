import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const NODE = fileURLToPath(new URL('../../node_modules/.bin/node', import.meta.url));
const PROGRAM = fileURLToPath(new URL('../../infra/local/start.ts', import.meta.url));

/** The product as `npm start` runs it, in a process of its own that may be killed and is started again. */
export class ProductProcess {
  readonly dataDir: string;
  /** Of the process that runs now; each start listens on another port. */
  origin = '';
  /** How often the process has died. */
  deaths = 0;
  #child: ChildProcess | undefined;
  #exited: Promise<unknown> = Promise.resolve();

  readonly #settings: Readonly<Record<string, string>>;

  private constructor(dataDir: string, settings: Readonly<Record<string, string>>) {
    this.dataDir = dataDir;
    this.#settings = settings;
  }

  /** @param settings what `npm start` is told beside the place and the port */
  static async start(settings: Readonly<Record<string, string>> = {}): Promise<ProductProcess> {
    const product = new ProductProcess(await mkdtemp(join(tmpdir(), 'huren-kill-')), settings);
    await product.#run();
    return product;
  }

  /**
   * Does something over HTTP however often the process dies under it: a call that gets no answer is made again on
   * the restarted process.
   */
  async surviving<Value>(act: (origin: string) => Promise<Value>): Promise<Value> {
    for (;;) {
      try {
        return await act(this.origin);
      } catch (error) {
        // `fetch` throws a TypeError when the connection breaks; anything else is an answer nobody wanted.
        if (!(error instanceof TypeError)) throw error;
        await this.#exited;
        this.deaths += 1;
        await this.#run();
      }
    }
  }

  /** Asks it to stop, as Ctrl-C does, and starts it again. @returns the exit code */
  async restart(): Promise<number | null | undefined> {
    this.#child?.kill('SIGTERM');
    await this.#exited;
    const code = this.#child?.exitCode;
    await this.#run();
    return code;
  }

  async stop(): Promise<void> {
    this.#child?.kill('SIGTERM');
    await this.#exited;
    await rm(this.dataDir, { recursive: true, force: true });
  }

  async #run(): Promise<void> {
    const child = spawn(NODE, [PROGRAM], {
      env: {
        ...process.env,
        ...this.#settings,
        DATA_DIR: this.dataDir,
        PORT: '0',
        POWERTOOLS_LOG_LEVEL: process.env['POWERTOOLS_LOG_LEVEL'] ?? 'SILENT',
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    this.#child = child;
    this.#exited = once(child, 'exit');
    for await (const line of createInterface({ input: child.stdout })) {
      const [, origin] = /^ready (\S+)$/u.exec(line) ?? [];
      if (origin === undefined) continue;
      this.origin = origin;
      child.stdout.resume();
      return;
    }
    throw new Error(`The product ended before it was ready, with ${child.exitCode}`);
  }
}
