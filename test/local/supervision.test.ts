import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { call, ok, Person, until } from '../journeys/client.ts';
import type { Draft } from '../journeys/answers.ts';
import { FORM_OF_PERMIT_1 } from '../journeys/forms.ts';

const PROGRAM = fileURLToPath(new URL('../../infra/local/start.ts', import.meta.url));
const NODE = fileURLToPath(new URL('../../node_modules/.bin/node', import.meta.url));

let dataDir: string;
let children: ChildProcess[];
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'huren-supervision-'));
  children = [];
});
afterEach(async () => {
  for (const child of children) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    child.kill('SIGKILL');
    await once(child, 'exit');
  }
  await rm(dataDir, { recursive: true, force: true });
});

/** `npm start` on that directory. @param shell what is said to the shell first, such as a limit */
function start(directory = dataDir, port = '0', shell = ''): ChildProcess {
  const child = spawn('/bin/sh', ['-c', `${shell} exec "$0" "$@"`, NODE, PROGRAM], {
    env: { ...process.env, DATA_DIR: directory, PORT: port, POWERTOOLS_LOG_LEVEL: 'SILENT' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.push(child);
  return child;
}

async function originOf(child: ChildProcess): Promise<string> {
  if (!child.stdout) throw new Error('The product has no output');
  for await (const line of createInterface({ input: child.stdout })) {
    const [, origin] = /^ready (\S+)$/u.exec(line) ?? [];
    if (origin === undefined) continue;
    child.stdout.resume();
    child.stderr?.resume();
    return origin;
  }
  throw new Error('The product ended before it was ready');
}

/** What it said on its way out, and its exit code. */
async function lastWords(child: ChildProcess): Promise<{ code: number | null; words: string }> {
  if (!child.stderr) throw new Error('The product has no error output');
  child.stdout?.resume();
  const [words] = await Promise.all([text(child.stderr), once(child, 'exit')]);
  return { code: child.exitCode, words };
}

/** The version of each draft that was last acknowledged. */
type Acknowledged = Map<string, number>;

/** One draft, changed again and again until the product answers no more. */
async function write(person: Person, into: Acknowledged): Promise<void> {
  try {
    let { id, version } = await person.draft(FORM_OF_PERMIT_1);
    for (;;) {
      into.set(id, version);
      const form = { ...FORM_OF_PERMIT_1, employer: `单位${version}`.padEnd(90, '甲') };
      const answer = await person.send<Draft>('PUT', `/applications/${id}`, { body: { version, form } });
      if (answer.status !== 200) return;
      ({ id, version } = answer.body);
    }
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
  }
}

function written(acknowledged: Acknowledged): number {
  return [...acknowledged.values()].reduce((sum, version) => sum + version, 0);
}

async function missing(origin: string, acknowledged: Acknowledged): Promise<string[]> {
  const person = await Person.signIn(origin, 'permit-1');
  const gone: string[] = [];
  for (const [id, version] of acknowledged) {
    const { status, body } = await person.send<Draft>('GET', `/applications/${id}`);
    if (status !== 200 || body.version < version) gone.push(id);
  }
  return gone;
}

/** Ids of the processes that this one has started. */
async function childrenOf(pid: number): Promise<number[]> {
  const list = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8');
  return list.trim().split(' ').filter(Boolean).map(Number);
}

describe('the process that npm start runs', () => {
  it('ends on SIGTERM with what it is doing done, and keeps all that it acknowledged', async () => {
    const first = start();
    const origin = await originOf(first);
    const person = await Person.signIn(origin, 'permit-1');
    const drafts: Acknowledged = new Map();
    const writers = Array.from({ length: 4 }, () => write(person, drafts));
    await until(
      async () => written(drafts),
      (count) => count >= 24,
    );

    first.kill('SIGTERM');
    await once(first, 'exit');
    await Promise.all(writers);

    expect(first.exitCode).toBe(0);
    expect(await missing(await originOf(start()), drafts)).toEqual([]);
  });

  it('starts its store again when that falls', async () => {
    const product = start();
    const origin = await originOf(product);
    const person = await Person.signIn(origin, 'permit-1');
    const { id } = await person.draft(FORM_OF_PERMIT_1);
    const [engine = 0] = await childrenOf(product.pid ?? 0);

    process.kill(engine, 'SIGKILL');

    const again = await until(
      () => person.send<Draft>('GET', `/applications/${id}`),
      ({ status }) => status === 200,
    );
    expect(again.body.id).toBe(id);
    expect(await childrenOf(product.pid ?? 0)).not.toContain(engine);
    expect(ok(await call<object>(`${origin}/health`, 'GET'))).toBeDefined();
  });

  it('says in one sentence that its port is taken', async () => {
    const port = new URL(await originOf(start())).port;
    const other = await mkdtemp(join(tmpdir(), 'huren-supervision-'));

    const { code, words } = await lastWords(start(other, port));

    await rm(other, { recursive: true, force: true });
    expect(code).toBe(1);
    expect(words).toContain(`Port ${port} is taken.`);
  });

  it('says in one sentence that another process holds its directory', async () => {
    await originOf(start());

    const { code, words } = await lastWords(start());

    expect(code).toBe(1);
    expect(words).toContain(`Another process holds ${dataDir}.`);
  });

  it('says in one sentence that its directory cannot be made', async () => {
    await writeFile(join(dataDir, 'file'), '');

    const { code, words } = await lastWords(start(join(dataDir, 'file', 'data')));

    expect(code).toBe(1);
    expect(words).toContain('cannot be written');
  });

  it('refuses writes when the disk is full, and keeps all that it acknowledged', async () => {
    // No file may grow past two megabytes: what a full disk does, without needing one.
    const first = start(dataDir, '0', 'ulimit -f 4096; trap "" XFSZ;');
    const person = await Person.signIn(await originOf(first), 'permit-1');
    const drafts: Acknowledged = new Map();

    await write(person, drafts);
    first.kill('SIGKILL');
    await once(first, 'exit');

    expect(written(drafts)).toBeGreaterThan(10);
    expect(await missing(await originOf(start()), drafts)).toEqual([]);
  }, 60_000);
});
