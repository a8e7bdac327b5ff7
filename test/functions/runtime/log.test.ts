import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';

const LOG = new URL('../../../functions/runtime/log.ts', import.meta.url).href;

/** The line that a fault with this message writes; in a process of its own, since a logger keeps its console. */
function lineOf(message: string): string {
  const program = `import { logFault } from '${LOG}';
    logFault('request-failed', new Error(${JSON.stringify(message)}));`;
  const env = { ...process.env, POWERTOOLS_LOG_LEVEL: 'INFO' };
  const { stderr, stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', program], {
    encoding: 'utf8',
    env,
  });
  return stdout + stderr;
}

describe('the log line of a fault', () => {
  it('says where it was thrown from, and nothing of its message, even where that looks like a place', () => {
    const line = lineOf('Not readable:\n    at 陈晓宁 13800000001\n    at the window');

    expect(JSON.parse(line)).toMatchObject({ message: 'request-failed', errorName: 'Error' });
    expect(line).toMatch(/"at":"at file:[^"]+:\d+:\d+"/u);
    expect(line).not.toMatch(/陈晓宁|13800000001|window/u);
  });
});
