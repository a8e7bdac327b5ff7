/** Starts executions one upon another and prints each ARN once it is acknowledged, until it is killed. */
import { openStepFunctions } from '../../../infra/local/step-functions/step-functions.ts';
import { StillClock } from '../../support/sfn-clock.ts';
import { awaiting } from '../../support/sfn-world.ts';

const [directory = ''] = process.argv.slice(2);
const sfn = await openStepFunctions({ directory, clock: new StillClock(), invokeLambda: async () => ({}) });
const stateMachineArn = await sfn.putStateMachine('crash', {
  QueryLanguage: 'JSONata',
  StartAt: 'Ask',
  States: { Ask: awaiting('open', { TimeoutSeconds: 60, End: true }) },
});
for (;;) {
  const answers = await Promise.all(
    [1, 2, 3, 4].map(async () => sfn.operation('StartExecution', { stateMachineArn })),
  );
  for (const answer of answers) console.log((answer as { executionArn: string }).executionArn);
}
