import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { marshall } from '@aws-sdk/util-dynamodb';
import { describe, expect, it } from 'vitest';
import { toStored } from '../../../functions/adapters/dynamo-item.ts';

const RUNBOOK = readFileSync('docs/runbook.md', 'utf8');
const SHOWN = RUNBOOK.split('\n').find((line) => line.startsWith('shown() {')) ?? '';

const KEY = { pk: 'CASE#c-1', sk: 'DETAILS' };
const SHORT = { id: 'c-1', words: '同意。' };
const LONG = { id: 'c-1', words: '同意。'.repeat(300) };

/** As the AWS CLI prints an answer: bytes are base64. */
function shown(answer: object): string[] {
  const input = JSON.stringify(answer, (_name, part: unknown) =>
    part instanceof Uint8Array ? Buffer.from(part).toString('base64') : part,
  );
  const { stdout, stderr } = spawnSync('sh', ['-c', `${SHOWN}\nshown`], { input, encoding: 'utf8' });
  return [...stdout.trim().split('\n'), ...(stderr === '' ? [] : [stderr])];
}

describe('The line of the runbook that shows an item', () => {
  it('shows a value in each of its forms', () => {
    const Items = [
      toStored({ ...KEY, value: SHORT }),
      toStored({ ...KEY, value: LONG }),
      marshall({ ...KEY, value: SHORT }),
    ];

    const lines = shown({ Items, Count: 3 });

    const keys = '{"pk":{"S":"CASE#c-1"},"sk":{"S":"DETAILS"}}';
    expect(lines).toEqual([
      `${keys} ${JSON.stringify(SHORT)}`,
      `${keys} ${JSON.stringify(LONG)}`,
      `${keys} {"id":{"S":"c-1"},"words":{"S":"同意。"}}`,
    ]);
  });

  it('shows an item without a value', () => {
    const lines = shown({ Item: marshall({ ...KEY, caseId: 'c-1' }) });

    expect(lines).toEqual(['{"pk":{"S":"CASE#c-1"},"sk":{"S":"DETAILS"},"caseId":{"S":"c-1"}}']);
  });
});
