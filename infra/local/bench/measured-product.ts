import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import { LAUNCH_FLAGS } from '../launch-flags.ts';

const PROGRAM = fileURLToPath(new URL('child.ts', import.meta.url));
const PINNED = '2026-03-02T09:00:00+08:00';
/** What the kernel counts a process's time in. */
const MILLIS_A_TICK = 10;
const Ready = z.object({ origin: z.string() });
const Usage = z.object({
  /** Processor time of the product's own process since its start, all threads. */
  cpuMillis: z.number(),
  rssBytes: z.number(),
  /** Calls since the last time somebody asked. */
  counts: z.record(z.string(), z.int()),
});
/** What the product has used; `engineMillis` is the processor time of the database beside it, 0 where /proc is missing. */
export type Usage = z.infer<typeof Usage> & { readonly engineMillis: number };

/** The product in a process of its own, on a throwaway directory. */
export class MeasuredProduct {
  readonly origin: string;
  readonly dataDir: string;
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess, origin: string, dataDir: string) {
    this.#child = child;
    this.origin = origin;
    this.dataDir = dataDir;
  }

  /** @param people of the crowd @param profileDir where its CPU profile is written when it stops; none otherwise */
  static async start(people: number, profileDir?: string): Promise<MeasuredProduct> {
    const dataDir = await mkdtemp(join(tmpdir(), 'huren-bench-'));
    const profile = profileDir === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profileDir}`];
    const child = fork(PROGRAM, [JSON.stringify({ dataDir, startAt: PINNED, crowd: people })], {
      execArgv: [...process.execArgv, ...LAUNCH_FLAGS, '--expose-gc', ...profile],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    const ended = once(child, 'exit').then(([code]) => {
      throw new Error(`The product ended before it was ready, with ${String(code)}`);
    });
    const [ready] = (await Promise.race([once(child, 'message'), ended])) as [unknown];
    ended.catch(() => undefined);
    return new MeasuredProduct(child, Ready.parse(ready).origin, dataDir);
  }

  async usage(): Promise<Usage> {
    return { ...Usage.parse(await this.#ask('usage')), engineMillis: await this.#engineMillis() };
  }

  /** What is still in use after a collection of garbage. */
  async liveHeapBytes(): Promise<number> {
    return z.object({ heapBytes: z.number() }).parse(await this.#ask('heap')).heapBytes;
  }

  /** The keys with which any SDK reaches its services. */
  async credentials(): Promise<{ accessKeyId: string; secretAccessKey: string }> {
    const Pair = z.object({ accessKeyId: z.string(), secretAccessKey: z.string() });
    return Pair.parse(JSON.parse(await readFile(`${this.dataDir}/credentials.json`, 'utf8')));
  }

  async stop(): Promise<void> {
    const gone = once(this.#child, 'exit');
    this.#child.send({ ask: 'stop' });
    await gone;
    await rm(this.dataDir, { recursive: true, force: true });
  }

  async #ask(ask: 'usage' | 'heap'): Promise<unknown> {
    const answer = once(this.#child, 'message');
    this.#child.send({ ask });
    const [told] = (await answer) as [unknown];
    return told;
  }

  async #engineMillis(): Promise<number> {
    const pid = this.#child.pid ?? 0;
    const children = await ofKernel(`/proc/${pid}/task/${pid}/children`);
    const times = children
      .split(' ')
      .filter(Boolean)
      .map(async (child) => {
        // The name in brackets may hold blanks; the 12th and 13th fields after it are the times.
        const fields = (await ofKernel(`/proc/${child}/stat`)).split(') ').at(-1)?.split(' ') ?? [];
        return (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) * MILLIS_A_TICK;
      });
    return (await Promise.all(times)).reduce((sum, time) => sum + time, 0);
  }
}

/** Empty where there is no such file: another kernel, or a process that has gone. */
async function ofKernel(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error) return '';
    throw error;
  }
}
