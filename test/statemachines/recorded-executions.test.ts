import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { archive } from '../../functions/steps/archive.ts';
import { cancelOldPermits } from '../../functions/steps/cancel-old-permits.ts';
import { check } from '../../functions/steps/check.ts';
import { issue } from '../../functions/steps/issue.ts';
import { notify } from '../../functions/steps/notify.ts';
import { openTask } from '../../functions/steps/open-task.ts';
import { pushLicence } from '../../functions/steps/push-licence.ts';
import { submit } from '../../functions/steps/submit.ts';
import { machineDefinition } from '../../infra/local/definition.ts';
import { openStepFunctions, type StepFunctions } from '../../infra/local/step-functions/step-functions.ts';
import { temporaryDirectory } from '../support/embedded-aws.ts';
import { StillClock } from '../support/sfn-clock.ts';

const STEPS = [submit, check, openTask, issue, pushLicence, cancelOldPermits, notify, archive];
const Payload = z.record(z.string(), z.unknown());
const Entered = z.object({
  state: z.string(),
  calls: z.string().exactOptional(),
  payload: Payload.exactOptional(),
  answer: z.unknown().optional(),
});
type Entered = z.infer<typeof Entered>;
const Recorded = z.object({
  executions: z.array(
    z.object({
      story: z.string(),
      applicationId: z.string(),
      status: z.string(),
      states: z.array(Entered),
    }),
  ),
});
const { executions } = Recorded.parse(
  JSON.parse(readFileSync(new URL('recorded/2026-11-22.json', import.meta.url), 'utf8')),
);

let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
beforeEach(async () => {
  directory = await temporaryDirectory();
});
afterEach(() => directory.remove());

/** What a Lambda was sent, but for the token, which is another one in each execution. */
function withoutToken(payload: Record<string, unknown>): Record<string, unknown> {
  return 'token' in payload ? { ...payload, token: 'a token' } : payload;
}

/** Runs today's definition; each Lambda, and whoever holds a token, answers as recorded. @returns what was entered */
async function rerun(applicationId: string, states: readonly Entered[]): Promise<Entered[]> {
  const left = states.filter(({ calls }) => calls !== undefined);
  const entered: Entered[] = [];
  const awaited: { taskToken: string; answer: unknown }[] = [];
  const sfn = await openStepFunctions({
    directory: directory.path,
    clock: new StillClock(),
    async invokeLambda(calls, sent, { stateName: state }) {
      const payload = Payload.parse(sent);
      const answer = left.shift()?.answer;
      entered.push({ state, calls, payload: withoutToken(payload), answer });
      if (typeof payload['token'] !== 'string') return answer;
      awaited.push({ taskToken: payload['token'], answer });
      return {};
    },
  });
  try {
    const stateMachineArn = await sfn.putStateMachine('recognition', await machineDefinition('aws-cn'));
    await sfn.operation('StartExecution', { stateMachineArn, input: JSON.stringify({ applicationId }) });
    await answerAll(sfn, awaited);
    expect(sfn.executions().map(({ status }) => status)).toEqual(['SUCCEEDED']);
    return entered;
  } finally {
    await sfn.close();
  }
}

async function answerAll(
  sfn: StepFunctions,
  awaited: { taskToken: string; answer: unknown }[],
): Promise<void> {
  for (;;) {
    await sfn.idle();
    const next = awaited.shift();
    if (!next) return;
    const output = JSON.stringify(next.answer);
    await sfn.operation('SendTaskSuccess', { taskToken: next.taskToken, output });
  }
}

describe('a case that began before a change', () => {
  it.each(executions)(
    'goes the same way on today’s definition: $story',
    async ({ applicationId, states }) => {
      const calls = states.filter((entered) => entered.calls !== undefined);

      const entered = await rerun(applicationId, calls);

      expect(entered).toEqual(calls);
    },
  );

  it.each(executions)('sends its steps what they take today: $story', ({ states }) => {
    const refused = states.flatMap(({ calls, payload }) => {
      const step = STEPS.find(({ name }) => name === calls);
      return calls !== undefined && !step?.input.safeParse(payload).success ? [calls] : [];
    });

    expect(refused).toEqual([]);
  });
});
