import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { appendFile, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SUICHANG } from '../../infra/local/county.ts';
import type { Product } from '../../infra/local/product.ts';
import { Person } from './client.ts';
import { FORM_OF_PERMIT_1, FORM_OF_TIME_1 } from './forms.ts';
import { Instruments } from './instruments.ts';
import { reviewAndApprove, submitted } from './stories.ts';

const CLOCK = { mode: 'frozen', startAt: '2026-03-02T09:00:00+08:00' } as const;

let directory: string;
let running: Product | undefined;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'huren-backup-'));
});
afterEach(async () => {
  await stop();
  await rm(directory, { recursive: true, force: true });
});

async function stop(): Promise<void> {
  await running?.close();
  running = undefined;
}

async function started(dataDir: string): Promise<string> {
  process.env['POWERTOOLS_LOG_LEVEL'] ??= 'SILENT';
  const { startProduct } = await import('../../infra/local/product.ts');
  await stop();
  running = await startProduct({ dataDir, port: 0, clock: CLOCK, countyFile: SUICHANG });
  return running.origin;
}

/** `npm run backup` and `npm run restore`, as a process of its own. */
function command(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, ['infra/backup.ts', ...args], (error, out, err) => {
      resolve({ code: error === null ? 0 : Number(error.code), out, err });
    });
  });
}

function said({ code, out, err }: Awaited<ReturnType<typeof command>>): string {
  return `${code}: ${err}${out}`;
}

async function applied(
  origin: string,
  person: string,
  form: Parameters<typeof submitted>[1],
): Promise<string> {
  const { id } = await submitted(await Person.signIn(origin, person), form);
  await new Instruments(origin).atState(id, 'AwaitAcceptance');
  return id;
}

async function decided(origin: string, id: string): Promise<void> {
  const acceptor = await Person.signIn(origin, 'acceptor-1');
  await acceptor.claimAndDecide(id, 'acceptance', 'accept');
  const officers = [
    await Person.signIn(origin, 'reviewer-1'),
    await Person.signIn(origin, 'approver-1'),
  ] as const;
  await reviewAndApprove(new Instruments(origin), id, officers);
}

/** Events with the findings about their chain, as an auditor gets them. */
async function eventsOf(
  origin: string,
  id: string,
): Promise<{ intact: boolean; events: { fact: { type: string } }[] }> {
  const supervisor = await Person.signIn(origin, 'supervisor-1');
  return supervisor.get(`/cases/${id}/events`);
}

describe('a backup of one machine', () => {
  it('brings every case back whole after all data were lost, and what waited goes on', async () => {
    const [data, backup] = [join(directory, 'data'), join(directory, 'backup')];
    const before = await started(data);
    const closed = await applied(before, 'permit-1', FORM_OF_PERMIT_1);
    await decided(before, closed);
    const waiting = await applied(before, 'time-1', FORM_OF_TIME_1);
    const [eventsClosed, eventsWaiting] = [await eventsOf(before, closed), await eventsOf(before, waiting)];
    await stop();

    const made = await command('--data', data, '--to', backup);
    const later = await started(data);
    await decided(later, waiting);
    await stop();
    await rm(data, { recursive: true });
    const restored = await command('--data', data, '--from', backup);

    expect([made.code, restored.code]).toEqual([0, 0]);
    const after = await started(data);
    expect(await eventsOf(after, closed)).toEqual(eventsClosed);
    expect(await eventsOf(after, waiting)).toEqual(eventsWaiting);
    await decided(after, waiting);
    const { intact, events } = await eventsOf(after, waiting);
    expect(intact).toBe(true);
    expect(events.map(({ fact }) => fact.type)).toContain('issued');
    const executions = await new Instruments(after).executions();
    expect(executions.map(({ status }) => status)).toEqual(['SUCCEEDED', 'SUCCEEDED']);
  });

  it('is not made while the product runs, nor over anything that is there', async () => {
    const [data, backup] = [join(directory, 'data'), join(directory, 'backup')];
    await started(data);

    const whileRunning = await command('--data', data, '--to', backup);
    await stop();
    const first = await command('--data', data, '--to', backup);
    const second = await command('--data', data, '--to', backup);
    const over = await command('--data', data, '--from', backup);
    const none = await command('--data', join(directory, 'none'), '--to', join(directory, 'other'));
    const neither = await command();

    expect(said(whileRunning)).toMatch(/^1: .*The product runs on/u);
    expect(said(first)).toMatch(/^0: .*suichang/u);
    expect(said(second)).toMatch(/^1: .*is there already/u);
    expect(said(over)).toMatch(/^1: .*Move it aside first/u);
    expect(said(none)).toMatch(/^1: .*is no data directory/u);
    expect(said(neither)).toMatch(/^2: .*Usage/u);
  });

  it('is not restored when a file of it was changed or is missing', async () => {
    const [data, backup, new_] = ['data', 'backup', 'new'].map((name) => join(directory, name)) as [
      string,
      string,
      string,
    ];
    await started(data);
    await stop();
    await command('--data', data, '--to', backup);
    await appendFile(join(backup, 'data', 'kms.json'), ' ');

    const changed = await command('--data', new_, '--from', backup);
    await rm(join(backup, 'data', 'kms.json'));
    const missing = await command('--data', new_, '--from', backup);
    await rm(join(backup, 'backup.json'));
    const broken = await command('--data', new_, '--from', backup);

    expect(said(changed)).toMatch(/^1: .*kms.json of the backup/u);
    expect(said(missing)).toMatch(/^1: .*\(missing\)/u);
    expect(said(broken)).toMatch(/^1: .*it is no backup/u);
    expect(await readdir(directory)).not.toContain('new');
  });

  it('is not restored by a list that names what lies outside it, or not all that a data directory has', async () => {
    const [data, backup] = [join(directory, 'data'), join(directory, 'backup')];
    await started(data);
    await stop();
    await command('--data', data, '--to', backup);
    const list = JSON.parse(await readFile(join(backup, 'backup.json'), 'utf8')) as {
      files: Record<string, string>;
    };
    const named = (files: Record<string, string | undefined>) =>
      writeFile(join(backup, 'backup.json'), JSON.stringify({ ...list, files }));

    await writeFile(join(backup, 'outside'), 'words');
    const sha256 = createHash('sha256').update('words').digest('hex');
    await named({ ...list.files, '../outside': sha256 });
    const outside = await command('--data', join(directory, 'new'), '--from', backup);
    await named({ ...list.files, 'kms.json': undefined });
    const keyless = await command('--data', join(directory, 'new'), '--from', backup);
    await named(list.files);
    const slash = await command('--data', join(directory, 'new/'), '--from', backup);

    expect(said(outside)).toMatch(/^1: \.\.\/outside of the backup lies outside it/u);
    expect(said(keyless)).toMatch(/^1: .*does not name kms.json/u);
    expect(said(slash)).toMatch(/^0: /u);
    expect((await readdir(directory)).toSorted()).toEqual(['backup', 'data', 'new']);
  });
});
