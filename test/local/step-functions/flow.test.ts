import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SfnWorld } from '../../support/sfn-world.ts';

let world: SfnWorld;
beforeEach(async () => {
  world = await SfnWorld.open();
});
afterEach(async () => world.close());

describe('a machine of states', () => {
  it('evaluates only strings that are expressions from end to end', async () => {
    const Output = {
      sum: '{% $sum($states.input.parts) %}',
      text: ' {% 1 %} ',
      list: [null, 0.5, '{% "a" & "b" %}'],
    };

    const { output } = await world.run({ Add: { Type: 'Pass', Output, End: true } }, { parts: [1, 2, 4] });

    expect(output).toEqual({ sum: 7, text: ' {% 1 %} ', list: [null, 0.5, 'ab'] });
  });

  it('lets Assign and Output of one state see the variables as they were before it', async () => {
    const { output } = await world.run({
      First: { Type: 'Pass', Assign: { fee: 10 }, Next: 'Second' },
      Second: { Type: 'Pass', Assign: { fee: 20, was: '{% $fee %}' }, Output: '{% $fee %}', Next: 'Third' },
      Third: { Type: 'Pass', Output: ['{% $states.input %}', '{% $fee %}', '{% $was %}'], End: true },
    });

    expect(output).toEqual([10, 20, 10]);
  });

  it('takes Assign and Output of the rule that holds, and those of the state only by default', async () => {
    const states = {
      Sort: {
        Type: 'Choice',
        Choices: [{ Condition: '{% $states.input.age >= 60 %}', Assign: { desk: 'old' }, Next: 'Tell' }],
        Default: 'Tell',
        Assign: { desk: 'other' },
        Output: 'default',
      },
      Tell: { Type: 'Pass', Output: ['{% $desk %}', '{% $states.input %}'], End: true },
    };

    const old = await world.run(states, { age: 71 });
    const young = await world.run(states, { age: 20 });

    expect(old.output).toEqual(['old', { age: 71 }]);
    expect(young.output).toEqual(['other', 'default']);
  });

  it('fails for good when no rule holds and there is no default, and nothing catches that', async () => {
    const Choices = [{ Condition: '{% false %}', Next: 'End' }];
    const Branches = [
      { StartAt: 'Only', States: { Only: { Type: 'Choice', Choices }, End: { Type: 'Succeed' } } },
    ];
    const Catch = [
      { ErrorEquals: ['States.Runtime'], Next: 'Caught' },
      { ErrorEquals: ['States.ALL'], Next: 'Caught' },
    ];

    const { status, error, cause } = await world.run({
      Around: { Type: 'Parallel', Branches, Catch, End: true },
      Caught: { Type: 'Succeed' },
    });

    expect({ status, error, cause }).toEqual({
      status: 'FAILED',
      error: 'States.Runtime',
      cause:
        "An error occurred while executing the state 'Only' (entered at the event id #4). " +
        'Failed to transition out of the state. The state does not point to a next state.',
    });
  });

  it('fails a condition that is not a truth value', async () => {
    const Choices = [{ Condition: '{% 1 + 1 %}', Next: 'End' }];

    const { error, cause } = await world.run({
      Only: { Type: 'Choice', Choices },
      End: { Type: 'Succeed' },
    });

    expect(error).toBe('States.QueryEvaluationError');
    expect(cause).toContain("Expected 'boolean', but was 'number' for value: 2");
  });

  it('records an expression that gives nothing, and fails with its place', async () => {
    const arn = await world.begin({ Look: { Type: 'Pass', Output: { a: '{% $nothing %}' }, End: true } });

    const events = await world.sfn.history(arn);

    expect(events.map((event) => event['type'])).toEqual([
      'ExecutionStarted',
      'PassStateEntered',
      'EvaluationFailed',
      'ExecutionFailed',
    ]);
    expect(events[2]).toMatchObject({
      evaluationFailedEventDetails: {
        cause:
          "An error occurred while executing the state 'Look' (entered at the event id #2). The JSONata expression " +
          "'$nothing' specified for the field 'Output/a' returned nothing (undefined).",
        error: 'States.QueryEvaluationError',
        location: 'Output/a',
        state: 'Look',
      },
    });
  });

  it.each(['2026-03-02', '2026-03-02T24:00:00Z', '2026-02-30T10:00:00Z', 1_772_000_000])(
    'fails to wait until %s, which is no instant',
    async (until) => {
      const { error } = await world.run(
        { Wait: { Type: 'Wait', Timestamp: '{% $states.input %}', End: true } },
        until,
      );

      expect(error).toBe('States.QueryEvaluationError');
    },
  );

  it('fails with the error and cause a Fail state works out', async () => {
    const Fail = { Type: 'Fail', Error: '{% $states.input.code %}', Cause: 'told' };

    const { status, error, cause } = await world.run({ Fail }, { code: 'E1' });

    expect({ status, error, cause }).toEqual({ status: 'FAILED', error: 'E1', cause: 'told' });
  });

  it('lets a variable hide a function of its name', async () => {
    const { output } = await world.run({
      Set: { Type: 'Pass', Assign: { now: 'noon', hash: 7 }, Next: 'Tell' },
      Tell: { Type: 'Pass', Output: ['{% $now %}', '{% $hash %}'], End: true },
    });

    expect(output).toEqual(['noon', 7]);
  });

  it('waits by seconds of business time, and to an instant', async () => {
    const arn = await world.begin(
      {
        Short: { Type: 'Wait', Seconds: '{% $states.input.seconds %}', Next: 'Long' },
        Long: {
          Type: 'Wait',
          Timestamp: '2026-03-02T09:10:00.5+08:00',
          Output: '{% $millis() %}',
          End: true,
        },
      },
      { seconds: 60 },
    );

    await world.advance(599);
    const before = await world.standing(arn);
    await world.advance(2);
    const after = await world.standing(arn);

    expect(before.status).toBe('RUNNING');
    expect(after.output).toBe(Date.parse('2026-03-02T09:10:00.500+08:00'));
  });

  it('shows expressions the execution, the state and business time', async () => {
    const Output = {
      now: '{% $now() %}',
      day: '{% $now("[Y0001]-[M01]-[D01]", "+0800") %}',
      entered: '{% $states.context.State.EnteredTime %}',
      name: '{% $states.context.State.Name %}',
      input: '{% $states.context.Execution.Input.a %}',
      machine: '{% $states.context.StateMachine.Name %}',
    };

    const { output } = await world.run({ Look: { Type: 'Pass', Output, End: true } }, { a: 1 });

    const instant = '2026-03-02T01:00:00.000Z';
    expect(output).toEqual({
      now: instant,
      day: '2026-03-02',
      entered: instant,
      name: 'Look',
      input: 1,
      machine: 'case',
    });
  });

  it.each([
    ['$partition([1,2,3,4,5], 2)', [[1, 2], [3, 4], [5]]],
    ['$partition([7], 3)', [[7]]],
    ['$range(0, 10, 5)', [0, 5, 10]],
    ['$range(5, 1, -2)', [5, 3, 1]],
    ['$range(4, 5, 9)', 4],
    ['$hash("abc", "SHA-1")', 'a9993e364706816aba3e25717850c26c9cd0d89d'],
    ['$hash("abc", "MD5")', '900150983cd24fb0d6963f7d28e17f72'],
    ['$parse("{\\"a\\":[1]}").a', [1]],
    ['$random(7) = $random(7)', true],
    ['$random(7.9) = $random(7)', true],
    ['$range(0.9, 3.9, 1.9)', [0, 1, 2, 3]],
    ['$partition([1,2,3], 2.9)', [[1, 2], [3]]],
    ['$length($uuid())', 36],
  ])('has the function of Step Functions in %s', async (expression, expected) => {
    const { output } = await world.run({ Do: { Type: 'Pass', Output: `{% ${expression} %}`, End: true } });

    expect(output).toEqual(expected);
  });

  it('ends a machine that turns for ever at the 25,000th event', async () => {
    const Choices = [{ Condition: true, Next: 'Turn' }];
    const arn = await world.begin({
      Turn: { Type: 'Choice', Choices, Default: 'End' },
      End: { Type: 'Succeed' },
    });

    const { status, error } = await world.standing(arn);

    const types = await world.types(arn);
    expect({ status, error, events: types.length }).toEqual({
      status: 'FAILED',
      error: 'States.Runtime',
      events: 25_000,
    });
    expect(types.at(-1)).toBe('ExecutionFailed');
  });
});
