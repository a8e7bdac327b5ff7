import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { machineDefinition } from '../../infra/local/definition.ts';
import { openStepFunctions, type StepFunctions } from '../../infra/local/step-functions/step-functions.ts';
import { stepsByName } from '../architecture/steps.ts';
import { temporaryDirectory } from '../support/embedded-aws.ts';
import { StillClock } from '../support/sfn-clock.ts';

const Payload = z.record(z.string(), z.unknown());
const Entered = z.object({
  state: z.string(),
  calls: z.string().exactOptional(),
  payload: Payload.exactOptional(),
  answer: z.unknown().optional(),
  /** Name of the error with which the task ended instead of an answer. */
  fails: z.string().exactOptional(),
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

/** Each recording, with the definition under which its executions began; the last one with the present definition. */
const RECORDINGS = [
  { day: '2026-11-22', file: recorded('2026-11-22.asl.json') },
  { day: '2026-11-23', file: recorded('2026-11-23.asl.json') },
  { day: '2026-11-29', file: undefined },
];
const executions = RECORDINGS.flatMap(({ day, file }) => {
  const text = readFileSync(recorded(`${day}.json`), 'utf8');
  return Recorded.parse(JSON.parse(text)).executions.map((one) => ({ ...one, day, file }));
});

function recorded(name: string): URL {
  return new URL(`recorded/${name}`, import.meta.url);
}

let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
beforeEach(async () => {
  directory = await temporaryDirectory();
});
afterEach(() => directory.remove());

/** What a Lambda was sent, but for the token, which is another one in each execution. */
function withoutToken(payload: Record<string, unknown>): Record<string, unknown> {
  return 'token' in payload ? { ...payload, token: 'a token' } : payload;
}

/** Runs the definition; each Lambda, and whoever holds a token, answers as recorded. @returns what was entered */
async function rerun(
  applicationId: string,
  states: readonly Entered[],
  file: URL | undefined,
): Promise<Entered[]> {
  const left = [...states];
  const entered: Entered[] = [];
  const awaited: (Entered & { taskToken: string })[] = [];
  const sfn = await openStepFunctions({
    directory: directory.path,
    clock: new StillClock(),
    async invokeLambda(calls, sent, { stateName: state }) {
      const payload = Payload.parse(sent);
      const { answer, fails } = left.shift() ?? { state };
      const end = fails === undefined ? { answer } : { fails };
      entered.push({ state, calls, payload: withoutToken(payload), ...end });
      if (typeof payload['token'] !== 'string') return answer;
      awaited.push({ taskToken: payload['token'], state, ...end });
      return {};
    },
  });
  try {
    const stateMachineArn = await sfn.putStateMachine('recognition', await machineDefinition('aws-cn', file));
    await sfn.operation('StartExecution', { stateMachineArn, input: JSON.stringify({ applicationId }) });
    await answerAll(sfn, awaited);
    expect(sfn.executions().map(({ status }) => status)).toEqual(['SUCCEEDED']);
    return entered;
  } finally {
    await sfn.close();
  }
}

async function answerAll(sfn: StepFunctions, awaited: (Entered & { taskToken: string })[]): Promise<void> {
  for (;;) {
    await sfn.idle();
    const next = awaited.shift();
    if (!next) return;
    const { taskToken, answer, fails } = next;
    if (fails !== undefined) await sfn.operation('SendTaskFailure', { taskToken, error: fails });
    else await sfn.operation('SendTaskSuccess', { taskToken, output: JSON.stringify(answer) });
  }
}

describe('a recorded case', () => {
  it.each(executions)(
    'goes the same way on the definition it began with: $day, $story',
    async ({ applicationId, states, file }) => {
      const calls = states.filter((entered) => entered.calls !== undefined);

      const entered = await rerun(applicationId, calls, file);

      expect(entered).toEqual(calls);
    },
  );

  it.each(executions)('sends its steps what they take today: $day, $story', async ({ states }) => {
    const steps = await stepsByName();

    const refused = states.flatMap(({ calls, payload }) =>
      calls !== undefined && !steps.get(calls)?.input.safeParse(payload).success ? [calls] : [],
    );

    expect(refused).toEqual([]);
  });
});
