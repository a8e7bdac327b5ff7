import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openClock } from '../../infra/local/clock.ts';
import { temporaryDirectory } from '../support/embedded-aws.ts';

const START = '2026-03-02T09:00:00+08:00';

describe('the reading of the business clock on the disk', () => {
  it('is left alone by a second opening, which may be a process that is about to be turned away', async () => {
    const directory = await temporaryDirectory();
    const file = join(directory.path, 'clock.json');
    await openClock({ file, mode: 'frozen', startAt: START });
    const { ino } = await stat(file);

    const second = await openClock({ file, mode: 'frozen', startAt: '2026-04-01T09:00:00+08:00' });

    expect((await stat(file)).ino).toBe(ino);
    expect(second.now()).toBe('2026-03-02T09:00:00.000+08:00');
    await directory.remove();
  });

  it('is written anew when the clock is to run from now on', async () => {
    const directory = await temporaryDirectory();
    const file = join(directory.path, 'clock.json');
    await openClock({ file, mode: 'frozen', startAt: START });
    const { ino } = await stat(file);

    await openClock({ file, mode: 'ticking' });

    expect((await stat(file)).ino).not.toBe(ino);
    await directory.remove();
  });
});
