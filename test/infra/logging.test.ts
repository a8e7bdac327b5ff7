import { execFileSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { bundle } from '../../infra/aws/bundle.ts';
import { FUNCTION_COUNT, synthesise } from './synthesised.ts';

/** As Lambda's runtime does with the JSON format: what goes through the global console is put into an envelope. */
const ENVELOPE = `
for (const level of ['log', 'info', 'warn', 'error'])
  console[level] = (message) => process.stdout.write(JSON.stringify({ enveloped: message }) + '\\n');
`;
const LINES = `
const { logInfo, logFinding, logFault } = require(process.argv[1]);
logInfo('step-done', { step: 'issue', applicationId: 'a-case' });
logFinding('backlog');
logFault('step-failed', new TypeError('secret words'), { step: 'issue' });
`;

describe('The log of a function', () => {
  it('is JSON, ours from INFO on and Lambda’s own from WARN on', async () => {
    const configured = (await synthesise('cn-northwest-1'))
      .all('Lambda::Function')
      .map(({ Properties }) => Properties['LoggingConfig']);

    expect(configured).toHaveLength(FUNCTION_COUNT);
    for (const config of configured) {
      expect(config).toMatchObject({
        LogFormat: 'JSON',
        ApplicationLogLevel: 'INFO',
        SystemLogLevel: 'WARN',
      });
    }
  });

  it('has our lines as we write them: in no envelope, with the level and the time that Lambda looks for', () => {
    const into = mkdtempSync(join(tmpdir(), 'huren-log-'));
    bundle({ entry: 'functions/runtime/log.ts', county: 'suichang', into });
    const env = {
      PATH: process.env['PATH'],
      AWS_LAMBDA_LOG_FORMAT: 'JSON',
      AWS_LAMBDA_LOG_LEVEL: 'INFO',
      LAMBDA_TASK_ROOT: into,
    };

    const written = execFileSync(
      'sh',
      ['-c', '"$0" -e "$1" "$2" 2>&1', process.execPath, `${ENVELOPE}${LINES}`, join(into, 'index.js')],
      { env, encoding: 'utf8' },
    );

    const lines = written
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { readonly timestamp?: string });
    expect(lines).toMatchObject([
      { level: 'INFO', message: 'step-done', step: 'issue', applicationId: 'a-case' },
      { level: 'WARN', message: 'backlog' },
      { level: 'ERROR', message: 'step-failed', errorName: 'TypeError' },
    ]);
    for (const { timestamp } of lines) expect(timestamp).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/u);
    expect(written).not.toContain('secret words');
  });
});
