import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { machineDefinition } from '../../infra/local/definition.ts';
import { openStepFunctions } from '../../infra/local/step-functions/step-functions.ts';
import { temporaryDirectory } from '../support/embedded-aws.ts';
import { StillClock } from '../support/sfn-clock.ts';

const STANDING = { stage: 'acceptance', outcome: 'waiting', round: 1, alarmsAt: [] };
const Sent = z.object({ enteredAt: z.string(), attempt: z.int() });

let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
beforeEach(async () => {
  directory = await temporaryDirectory();
});
afterEach(() => directory.remove());

describe('a waiting state whose function fails', () => {
  it('says which call of the entry it is, each retry one more, those of a redrive after all before it', async () => {
    const clock = new StillClock();
    const sent: z.infer<typeof Sent>[] = [];
    const sfn = await openStepFunctions({
      directory: directory.path,
      clock,
      async invokeLambda(_calls, payload, { stateName }) {
        if (stateName !== 'AwaitAcceptance') return STANDING;
        sent.push(Sent.parse(payload));
        throw new Error('the table is away');
      },
    });
    try {
      const stateMachineArn = await sfn.putStateMachine('recognition', await machineDefinition('aws-cn'));
      const input = JSON.stringify({ applicationId: 'case-1' });
      await sfn.operation('StartExecution', { stateMachineArn, input });
      await failForGood();
      const [{ arn: executionArn } = { arn: '' }] = sfn.executions();
      await sfn.operation('RedriveExecution', { executionArn });
      await failForGood();
    } finally {
      await sfn.close();
    }

    expect(sent.map(({ attempt }) => attempt)).toEqual([
      0, 1, 2, 3, 4, 5, 6, 100, 101, 102, 103, 104, 105, 106,
    ]);
    expect(new Set(sent.map(({ enteredAt }) => enteredAt)).size).toBe(1);

    async function failForGood(): Promise<void> {
      await sfn.idle();
      while (await clock.next(sfn)) await sfn.idle();
    }
  });
});
