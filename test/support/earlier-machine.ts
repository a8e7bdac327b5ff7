import { SFNClient, UpdateStateMachineCommand } from '@aws-sdk/client-sfn';
import { SETTINGS } from '../../functions/runtime/env.ts';
import { machineDefinition } from '../../infra/local/definition.ts';

/** The definition of the releases before 2026-11-23, for which the retired steps are kept. */
const EARLIER_DEFINITION = new URL('../statemachines/recorded/2026-11-22.asl.json', import.meta.url);

/**
 * What is done here is done before the release: executions that begin meanwhile keep the earlier definition, and meet
 * the functions of today. For the one product in this process.
 */
export async function beforeTheRelease<Result>(act: () => Promise<Result>): Promise<Result> {
  const sfn = new SFNClient({});
  const release = async (definition: string): Promise<void> => {
    const stateMachineArn = process.env[SETTINGS.stateMachineArn];
    await sfn.send(new UpdateStateMachineCommand({ stateMachineArn, definition }));
  };
  try {
    await release(await machineDefinition('aws-cn', EARLIER_DEFINITION));
    return await act();
  } finally {
    await release(await machineDefinition('aws-cn'));
    sfn.destroy();
  }
}
