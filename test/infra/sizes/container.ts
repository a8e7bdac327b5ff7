import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';
import { bundle } from '../../../infra/aws/bundle.ts';
import type { Report } from './runner.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

/** What was seen of one container. CPU in milliseconds, memory in MiB, log in bytes. */
export interface Seen {
  readonly maxRssMiB: number;
  readonly loadCpuMs: number;
  /** Of each call, the first one first. */
  readonly callCpuMs: readonly number[];
  /** Of all calls. */
  readonly logBytes: number;
  /** Lines that are not one JSON object with a level and a message. */
  readonly oddLines: readonly string[];
}

/** Builds the runner into a folder. @returns its file */
export function buildRunner(folder: string): string {
  const outfile = join(folder, 'runner.js');
  const entryPoints = [join(ROOT, 'test/infra/sizes/runner.ts')];
  buildSync({ entryPoints, outfile, bundle: true, platform: 'node', target: 'node24', format: 'cjs' });
  return outfile;
}

/** One function in a process of its own, warm from its first call on; one call at a time, as Lambda gives them. */
export class Container {
  readonly #child: ChildProcess;
  readonly #calls: number[] = [];
  #load = 0;
  #rss = 0;
  #log = '';
  #turn: Promise<unknown>;

  private constructor(child: ChildProcess) {
    this.#child = child;
    for (const stream of [child.stdout, child.stderr])
      stream?.setEncoding('utf8').on('data', (text: string) => (this.#log += text));
    this.#turn = this.#loaded();
  }

  /**
   * Builds the function's bundle as a deployment does, but that the business clock is the product's, and starts it.
   * @param runner file of `buildRunner`
   */
  static start(name: string, entry: string, runner: string, folder: string): Container {
    const source = join(folder, `${name}.ts`);
    const runtime = JSON.stringify(join(ROOT, 'functions/runtime'));
    mkdirSync(folder, { recursive: true });
    writeFileSync(
      source,
      [
        `import { provideWorld } from ${runtime.slice(0, -1)}/container.ts";`,
        `import { buildWorld } from ${runtime.slice(0, -1)}/aws-world.ts";`,
        'provideWorld(() => buildWorld({ now: () => globalThis.businessNow }));',
        `export { handler } from ${JSON.stringify(join(ROOT, entry))};`,
      ].join('\n'),
    );
    const into = join(folder, name);
    bundle({ entry: source, county: 'suichang', into });
    const child = fork(runner, [join(into, 'index.js'), name], {
      execArgv: [],
      env: { ...process.env, NODE_OPTIONS: '', POWERTOOLS_LOG_LEVEL: 'INFO', AWS_LAMBDA_LOG_FORMAT: 'JSON' },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    return new Container(child);
  }

  /** @throws Error by the name that the function threw */
  call(now: string, event: unknown): Promise<unknown> {
    const called = this.#turn.then(() => this.#call(now, event));
    this.#turn = called.catch(() => undefined);
    return called;
  }

  /** Ends the process. */
  async end(): Promise<Seen> {
    await this.#turn;
    const ended = once(this.#child, 'close');
    this.#child.kill();
    await ended;
    const lines = this.#log.split('\n').filter(Boolean);
    return {
      maxRssMiB: this.#rss,
      loadCpuMs: this.#load,
      callCpuMs: this.#calls,
      logBytes: Buffer.byteLength(this.#log),
      oddLines: lines.filter((line) => !/^\{"level":"[A-Z]+","message":"[a-z-]+",.*\}$/u.test(line)),
    };
  }

  async #loaded(): Promise<void> {
    const { cpuMs, maxRssMiB } = await this.#next();
    this.#load = cpuMs;
    this.#rss = maxRssMiB;
  }

  async #call(now: string, event: unknown): Promise<unknown> {
    const reported = this.#next();
    this.#child.send({ now, event });
    const report = await reported;
    this.#calls.push(report.cpuMs);
    this.#rss = Math.max(this.#rss, report.maxRssMiB);
    if (!('error' in report)) return report.answer;
    const { name, message } = report.error;
    throw Object.assign(new Error(message), { name });
  }

  async #next(): Promise<Report> {
    const gone = new AbortController();
    const [said] = (await Promise.race([
      once(this.#child, 'message', { signal: gone.signal }),
      once(this.#child, 'exit', { signal: gone.signal }).then(([code]) => {
        throw new Error(`The container ended with ${String(code)}`);
      }),
    ]).finally(() => gone.abort())) as [Report];
    return said;
  }
}
