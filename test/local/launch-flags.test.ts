import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import * as z from 'zod';
import { LAUNCH_FLAGS } from '../../infra/local/launch-flags.ts';

it('npm start runs the product with the flags that are measured', async () => {
  const manifest = await readFile(new URL('../../package.json', import.meta.url), 'utf8');

  const { scripts } = z.object({ scripts: z.object({ start: z.string() }) }).parse(JSON.parse(manifest));

  expect(scripts.start).toContain(`node ${LAUNCH_FLAGS.join(' ')} infra/local/start.ts`);
});
