import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SfnWorld } from '../../support/sfn-world.ts';

let world: SfnWorld;
beforeEach(async () => {
  world = await SfnWorld.open();
});
afterEach(async () => world.close());

describe('an expression of a state', () => {
  it('evaluates only strings that are expressions from end to end', async () => {
    const Output = {
      sum: '{% $sum($states.input.parts) %}',
      text: ' {% 1 %} ',
      list: [null, 0.5, '{% "a" & "b" %}'],
    };

    const { output } = await world.run({ Add: { Type: 'Pass', Output, End: true } }, { parts: [1, 2, 4] });

    expect(output).toEqual({ sum: 7, text: ' {% 1 %} ', list: [null, 0.5, 'ab'] });
  });

  it('lets a variable hide a function of its name', async () => {
    const { output } = await world.run({
      Set: { Type: 'Pass', Assign: { now: 'noon', hash: 7 }, Next: 'Tell' },
      Tell: { Type: 'Pass', Output: ['{% $now %}', '{% $hash %}'], End: true },
    });

    expect(output).toEqual(['noon', 7]);
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

  it.each([
    ['$eval("1 + 1")', '. T1006: Attempted to invoke a non-function'],
    ['$parse("{")', ': '],
    ['$error("told")', '. D3137: told'],
    ['($f := function($n) { 1 + $f($n) }; $f(1))', '. D1011: Stack overflow'],
    ['$count([1..900000])', '. D2015: The maximum sequence length'],
  ])('fails, and can be caught, when it is %s', async (expression, told) => {
    const { output } = await world.run({
      Around: {
        Type: 'Map',
        Items: [1],
        ItemSelector: `{% ${expression} %}`,
        ItemProcessor: { StartAt: 'In', States: { In: { Type: 'Succeed' } } },
        Catch: [{ ErrorEquals: ['States.QueryEvaluationError'], Next: 'End' }],
        End: true,
      },
      End: { Type: 'Succeed', Output: '{% $states.input.Cause %}' },
    });

    expect(output).toContain(
      `specified for the field 'ItemSelector' threw an error during evaluation${told}`,
    );
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
    ['$random(42)', 0.7275636800328681],
    ['$random(-1) = $random(-1.5)', true],
    ['[1/0, -1/0]', ['Infinity', '-Infinity']],
    ['1/0', 'Infinity'],
    ['$range(-1.7, 2, 1)', [-1, 0, 1, 2]],
    ['$partition([1,2,3], 2.9)', [[1, 2], [3]]],
    ['$length($uuid())', 36],
  ])('has the function of Step Functions in %s', async (expression, expected) => {
    const { output } = await world.run({ Do: { Type: 'Pass', Output: `{% ${expression} %}`, End: true } });

    expect(output).toEqual(expected);
  });
});
