import { describe, expect, it } from 'vitest';
import { loadDefinition } from '../../../infra/local/step-functions/definition.ts';
import { SfnWorld } from '../../support/sfn-world.ts';

const pass = { Type: 'Pass', End: true };
const invoke = 'arn:aws:states:::lambda:invoke';

function machine(Odd: object, more: object = {}): string {
  const States = { Fine: { Type: 'Pass', Next: 'Odd' }, Odd, Last: pass };
  return JSON.stringify({ QueryLanguage: 'JSONata', StartAt: 'Fine', States, ...more });
}

describe('a definition outside the dialect', () => {
  it.each([
    ['JSONPath', { ...pass, QueryLanguage: 'JSONPath' }],
    ['InputPath', { ...pass, InputPath: '$.a' }],
    ['Parameters', { ...pass, Parameters: {} }],
    ['Reslut', { ...pass, Reslut: 1 }],
    [
      'states:startExecution.sync',
      { Type: 'Task', Resource: 'arn:aws:states:::states:startExecution.sync', End: true },
    ],
    ['sqs:sendMessage', { Type: 'Task', Resource: 'arn:aws:states:::sqs:sendMessage', End: true }],
    [':activity:', { Type: 'Task', Resource: 'arn:aws:states:us-east-1:000000000000:activity:a', End: true }],
    ['FunctionName', { Type: 'Task', Resource: invoke, Arguments: { Payload: 1 }, End: true }],
    [
      'Mode',
      {
        Type: 'Map',
        ItemProcessor: { StartAt: 'A', States: { A: pass }, ProcessorConfig: { Mode: 'DISTRIBUTED' } },
        End: true,
      },
    ],
    ['Type', { Type: 'Loop', End: true }],
    ['Next or End', { Type: 'Pass' }],
    ['Nowhere', { Type: 'Pass', Next: 'Nowhere' }],
    ['INVALID_EXPRESSION', { ...pass, Output: '{% 1 + %}' }],
    ['$eval', { ...pass, Output: '{% $eval("1") %}' }],
    ['Seconds or Timestamp', { Type: 'Wait', End: true }],
    [
      'HeartbeatSeconds',
      {
        Type: 'Task',
        Resource: invoke,
        Arguments: { FunctionName: 'f' },
        TimeoutSeconds: 5,
        HeartbeatSeconds: 5,
        End: true,
      },
    ],
    [
      'States.ALL',
      {
        Type: 'Task',
        Resource: invoke,
        Arguments: { FunctionName: 'f' },
        Retry: [{ ErrorEquals: ['States.ALL', 'X'] }],
        End: true,
      },
    ],
    ['Assign/states', { ...pass, Assign: { states: 1 } }],
  ])('is refused with the state and a reason that tells %s', (reason, state) => {
    const load = (): unknown => loadDefinition(machine(state));

    expect(load).toThrow(expect.objectContaining({ code: 'InvalidDefinition', state: 'Odd' }));
    expect(load).toThrow(reason);
  });

  it('is refused when a branch assigns a variable of the scope around it', () => {
    const Branches = [{ StartAt: 'A', States: { A: { ...pass, Assign: { mine: 1 } } } }];
    const odd = { Type: 'Parallel', Branches, Assign: { mine: 2 }, End: true };

    const load = (): unknown => loadDefinition(machine(odd));

    expect(load).toThrow("Variable 'mine' is assigned in an outer scope");
  });

  it('names the state inside a branch', () => {
    const Branches = [{ StartAt: 'Deep', States: { Deep: { ...pass, ResultPath: '$.x' } } }];

    const load = (): unknown => loadDefinition(machine({ Type: 'Parallel', Branches, End: true }));

    expect(load).toThrow("State 'Deep'");
  });

  it('is not kept, and is told by validation', async () => {
    const world = await SfnWorld.open();
    const definition = machine({ Type: 'Pass' });

    const put = await world.sfn.putStateMachine('bad', definition).catch((error: unknown) => error);
    const told = await world.sfn.operation('ValidateStateMachineDefinition', { definition });
    const listed = await world.sfn.operation('ListStateMachines', {});
    await world.close();

    expect(put).toMatchObject({ code: 'InvalidDefinition' });
    expect(told).toMatchObject({ result: 'FAIL', diagnostics: [{ location: '/States/Odd' }] });
    expect(listed).toEqual({ stateMachines: [] });
  });
});
