import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { named, SfnWorld, task } from '../../support/sfn-world.ts';

let world: SfnWorld;
beforeEach(async () => {
  world = await SfnWorld.open({ double: (n) => Number(n) * 2 });
});
afterEach(async () => world.close());

const ITERATION = ['MapIterationStarted', 'PassStateEntered', 'PassStateExited', 'MapIterationSucceeded'];

function branch(states: Record<string, object>): object {
  return { StartAt: Object.keys(states)[0], States: states };
}

describe('states within a state', () => {
  it('run the branches of a Parallel with one input and put their outputs in order', async () => {
    const { output } = await world.run({
      Set: { Type: 'Pass', Assign: { outer: 5 }, Next: 'Both' },
      Both: {
        Type: 'Parallel',
        Arguments: { n: 3 },
        Branches: [
          branch({
            Slow: task('double', { Output: '{% $states.result.Payload %}', End: true }, '{% $outer %}'),
          }),
          branch({
            Quick: {
              Type: 'Pass',
              Assign: { inner: 1 },
              Output: '{% $states.input.n + $outer %}',
              End: true,
            },
          }),
        ],
        Assign: { outer: '{% $states.result[0] %}' },
        Next: 'Tell',
      },
      Tell: { Type: 'Pass', Output: ['{% $states.input %}', '{% $outer %}'], End: true },
    });

    expect(output).toEqual([[10, 8], 10]);
  });

  it('run a Map over its items, so many at once, and show each its place', async () => {
    const arn = await world.begin(
      {
        Each: {
          Type: 'Map',
          Items: '{% $states.input.list %}',
          ItemSelector: {
            value: '{% $states.context.Map.Item.Value %}',
            at: '{% $states.context.Map.Item.Index %}',
          },
          MaxConcurrency: 1,
          ItemProcessor: {
            ProcessorConfig: { Mode: 'INLINE' },
            ...branch({
              Join: {
                Type: 'Pass',
                Output: '{% $string($states.input.at) & $states.input.value %}',
                End: true,
              },
            }),
          },
          End: true,
        },
      },
      { list: ['a', 'b'] },
    );

    const { output } = await world.standing(arn);

    expect(output).toEqual(['0a', '1b']);
    expect(await world.types(arn)).toEqual([
      'ExecutionStarted',
      'MapStateEntered',
      'MapStateStarted',
      ...ITERATION,
      ...ITERATION,
      'MapStateSucceeded',
      'MapStateExited',
      'ExecutionSucceeded',
    ]);
  });

  it('give an empty list for an empty Map', async () => {
    const ItemProcessor = branch({ Never: { Type: 'Fail' } });

    const { output } = await world.run({ Each: { Type: 'Map', Items: [], ItemProcessor, End: true } });

    expect(output).toEqual([]);
  });

  it('fail the state around them, which may catch it and drop the other branches', async () => {
    const arn = await world.begin({
      Both: {
        Type: 'Parallel',
        Branches: [
          branch({ Stay: { Type: 'Wait', Seconds: 3600, End: true } }),
          branch({ Break: { Type: 'Fail', Error: 'Broken' } }),
        ],
        Catch: [{ ErrorEquals: ['States.ALL'], Output: '{% $states.errorOutput.Error %}', Next: 'Done' }],
        End: true,
      },
      Done: { Type: 'Succeed' },
    });

    const { output } = await world.standing(arn);

    expect(output).toBe('Broken');
    expect(world.sfn.nextDueAt()).toBeUndefined();
    expect(await world.types(arn)).toContain('ParallelStateFailed');
  });

  it('go on at a redrive from the branch that failed, keeping the one that succeeded', async () => {
    world.lambdas['double'] = () => {
      throw named('Down');
    };
    const arn = await world.begin({
      Both: {
        Type: 'Parallel',
        Branches: [
          branch({ Good: { Type: 'Pass', Output: 'kept', End: true } }),
          branch({ Bad: task('double', { Output: '{% $states.result.Payload %}', End: true }) }),
        ],
        End: true,
      },
    });
    await world.sfn.idle();
    const failed = await world.standing(arn);
    world.lambdas['double'] = () => 'now';

    await world.sfn.operation('RedriveExecution', { executionArn: arn });
    await world.sfn.idle();

    const { status, output } = await world.standing(arn);
    expect(failed.error).toBe('Down');
    expect({ status, output }).toEqual({ status: 'SUCCEEDED', output: ['kept', 'now'] });
    expect(await world.types(arn)).toContain('ExecutionRedriven');
  });
});
