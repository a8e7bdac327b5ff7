import { describe, expect, it } from 'vitest';
import { loadDefinition } from '../../../infra/local/step-functions/definition.ts';
import { SfnWorld } from '../../support/sfn-world.ts';

const pass = { Type: 'Pass', End: true };
const invoke = 'arn:aws:states:::lambda:invoke';
const call = { Type: 'Task', Resource: invoke, Arguments: { FunctionName: 'f' }, End: true };
const caught = { ErrorEquals: ['States.ALL'], Next: 'Last' };

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
    ['INVALID_JSONATA_EXPRESSION', { ...pass, Output: '{% 1 + %}' }],
    ['INVALID_JSONATA_EXPRESSION: Output/a/0', { ...pass, Output: { a: ['{% 1 '] } }],
    ['INVALID_JSONATA_EXPRESSION: Output', { ...pass, Output: ' {% 1 %}' }],
    ["Reference to 'phone'", { ...pass, Output: '{% {"a": [-phone]} %}' }],
    ["Reference to 'phone'", { ...pass, Output: '{% $string(phone.number) %}' }],
    ["Reference to '$'", { ...pass, Assign: { a: '{% $x ~> $append($.a) %}' } }],
    ["Reference to '$$'", { ...pass, Output: '{% $states.input.list[a = $$.b] %}' }],
    [
      'ItemProcessor/QueryLanguage',
      {
        Type: 'Map',
        ItemProcessor: { QueryLanguage: 'JSONata', StartAt: 'In', States: { In: pass } },
        End: true,
      },
    ],
    ['operator ??', { ...pass, Output: '{% $a ?? 1 %}' }],
    ['operator ?:', { ...pass, Output: '{% [1, $a ?: 1] %}' }],
    ['$states.result', { ...pass, Output: '{% $states.result %}' }],
    ['$states.result', { ...call, Arguments: { FunctionName: 'f', Payload: '{% $states.result.a %}' } }],
    ['$states.result', { ...call, Catch: [{ ...caught, Output: '{% $states.result %}' }] }],
    ['$states.errorOutput', { ...call, Output: '{% {"e": $states.errorOutput} %}' }],
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

  it('is refused when no way leads to a state', () => {
    const load = (): unknown => loadDefinition(machine(pass));

    expect(load).toThrow(`State 'Last': MISSING_TRANSITION_TARGET: State "Last" is not reachable.`);
  });

  it('is refused when it can never end', () => {
    const States = { There: { Type: 'Pass', Next: 'Back' }, Back: { Type: 'Pass', Next: 'There' } };
    const definition = JSON.stringify({ QueryLanguage: 'JSONata', StartAt: 'There', States });

    const load = (): unknown => loadDefinition(definition);

    expect(load).toThrow('MISSING_END_STATE: Workflow has no terminal state');
  });

  it('is refused when a state within a state bears a name of the machine', () => {
    const Branches = [{ StartAt: 'Fine', States: { Fine: pass } }];

    const load = (): unknown => loadDefinition(machine({ Type: 'Parallel', Branches, End: true }));

    expect(load).toThrow("State 'Fine': DUPLICATE_STATE_NAME");
  });

  it('is refused when a state within a JSONata state has the JSONPath of the machine', () => {
    const Branches = [{ StartAt: 'In', States: { In: pass } }];
    const Around = { Type: 'Parallel', QueryLanguage: 'JSONata', Branches, End: true };

    const load = (): unknown => loadDefinition(JSON.stringify({ StartAt: 'Around', States: { Around } }));

    expect(load).toThrow(`State 'In': QueryLanguage "JSONPath" is not supported`);
  });

  it('is not, when a name stands where an expression gives it something to look at', () => {
    const Output = '{% ($x := $states.input; $x.a[b > $.c].(d){e: f} ~> $map(function($v) { $v.g })) %}';

    const load = (): unknown => loadDefinition(machine({ Type: 'Pass', Output, Next: 'Last' }));

    expect(load).not.toThrow();
  });

  it('is not, when only its comments look like expressions', () => {
    const state = { ...call, Comment: '{% 1 +', Catch: [{ ...caught, Comment: 'no %}' }] };

    const load = (): unknown => loadDefinition(machine(state));

    expect(load).not.toThrow();
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

  it.each([
    ['{', 'INVALID_JSON_DESCRIPTION'],
    [machine({ ...pass, Reslut: 1 }), 'SCHEMA_VALIDATION_FAILED'],
    [machine(call, { StartAt: 'Nowhere' }), 'MISSING_TRANSITION_TARGET'],
    [machine({ ...call, Resource: 'arn:aws:states:::sqs:sendMessage' }), 'INVALID_RESOURCE'],
    [machine(pass), 'MISSING_TRANSITION_TARGET'],
    [machine({ ...pass, Output: '{% 1 + %}' }), 'INVALID_JSONATA_EXPRESSION'],
    [machine({ ...pass, Output: '{% a %}' }), 'UNSUPPORTED_JSONATA_EXPRESSION'],
  ])('has, in validation, the code of its fault (%#)', async (definition, code) => {
    const world = await SfnWorld.open();

    const told = await world.sfn.operation('ValidateStateMachineDefinition', { definition });
    await world.close();

    expect(told).toMatchObject({ result: 'FAIL', diagnostics: [{ severity: 'ERROR', code }] });
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
