import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SfnWorld } from '../../support/sfn-world.ts';

let world: SfnWorld;
beforeEach(async () => {
  world = await SfnWorld.open();
});
afterEach(async () => world.close());

describe('a machine of states', () => {
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

    const arn = await world.begin({
      Around: { Type: 'Parallel', Branches, Catch, End: true },
      Caught: { Type: 'Succeed' },
    });

    expect(await world.standing(arn)).toMatchObject({
      status: 'FAILED',
      error: 'States.Runtime',
      cause:
        "An error occurred while executing the state 'Only' (entered at the event id #4). " +
        'Failed to transition out of the state. The state does not point to a next state.',
    });
    expect(await world.types(arn)).toEqual([
      'ExecutionStarted',
      'ParallelStateEntered',
      'ParallelStateStarted',
      'ChoiceStateEntered',
      'ExecutionFailed',
    ]);
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
