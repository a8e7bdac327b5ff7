import { expect, it } from 'vitest';
import { SfnWorld } from '../../support/sfn-world.ts';

it('lists what runs by its start and what has ended by its end, the latest first', async () => {
  const world = await SfnWorld.open();
  const states = { Wait: { Type: 'Wait', Seconds: '{% $states.input %}', End: true } };
  const arns: string[] = [];
  for (const seconds of [60, 10, 999]) {
    arns.push(await world.begin(states, seconds));
    await world.advance(1);
  }
  await world.advance(100);

  const stateMachineArn = 'arn:aws:states:us-east-1:000000000000:stateMachine:case';
  const listed = await world.sfn.operation('ListExecutions', { stateMachineArn });
  await world.close();

  const { executions } = listed as { executions: readonly { executionArn: string }[] };
  const places = executions.map(({ executionArn }) => arns.indexOf(executionArn));
  expect(places).toEqual([0, 1, 2]);
});
