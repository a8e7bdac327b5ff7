import * as z from 'zod';
import { AwsError } from '../wire.ts';
import { DefinitionRefused, loadDefinition } from './definition.ts';
import { checkArn, checkName, nameField } from './names.ts';
import { type Operation, operation, page, pageFields, seconds } from './operation.ts';
import type { MachineRecord } from './store.ts';

/** The longest definition. */
const MOST_CHARACTERS = 1_048_576;

/** The role of machines made without one; nothing on one machine checks roles. */
export const NO_ROLE = 'arn:aws:iam::000000000000:role/embedded';

const SETTINGS = {
  loggingConfiguration: { level: 'OFF', includeExecutionData: false },
  tracingConfiguration: { enabled: false },
};

function describe(machine: MachineRecord): Record<string, unknown> {
  return {
    stateMachineArn: machine.arn,
    name: machine.name,
    status: 'ACTIVE',
    definition: machine.definition,
    roleArn: machine.roleArn,
    type: 'STANDARD',
    creationDate: seconds(machine.createdAt),
    ...SETTINGS,
    revisionId: machine.revisionId,
  };
}

const machineOf = z.looseObject({ stateMachineArn: z.string() });

/** Operations on state machines, by name. */
export const MACHINE_OPERATIONS: Readonly<Record<string, Operation>> = {
  CreateStateMachine: operation(
    z.looseObject({
      name: nameField,
      definition: z.string().min(1).max(MOST_CHARACTERS),
      roleArn: z.string().optional(),
      type: z.string().optional(),
    }),
    async ({ machines, arnPrefix }, input) => {
      if (input.type === 'EXPRESS') {
        throw new AwsError('StateMachineTypeNotSupported', 'Only STANDARD state machines are supported');
      }
      checkName(input.name);
      const arn = `${arnPrefix}:stateMachine:${input.name}`;
      const known = machines.find(arn);
      if (known && known.definition !== input.definition) {
        throw new AwsError('StateMachineAlreadyExists', `State Machine Already Exists: '${arn}'`);
      }
      const made = known ?? (await machines.put(arn, input.name, input.definition, input.roleArn ?? NO_ROLE));
      return { stateMachineArn: arn, creationDate: seconds(made.createdAt) };
    },
  ),

  UpdateStateMachine: operation(
    machineOf.extend({
      definition: z.string().min(1).max(MOST_CHARACTERS).optional(),
      roleArn: z.string().optional(),
    }),
    async ({ machines }, input) => {
      const old = machines.get(input.stateMachineArn);
      if (input.definition === undefined && input.roleArn === undefined) {
        throw new AwsError(
          'MissingRequiredParameter',
          'Either the definition or the role ARN must be specified',
        );
      }
      const { definition = old.definition, roleArn = old.roleArn } = input;
      const next = await machines.put(old.arn, old.name, definition, roleArn);
      return { updateDate: seconds(next.updatedAt), revisionId: next.revisionId };
    },
  ),

  DescribeStateMachine: operation(machineOf, async ({ machines }, { stateMachineArn }) =>
    describe(machines.get(stateMachineArn)),
  ),

  ListStateMachines: operation(z.looseObject(pageFields), async ({ machines }, input) => {
    const { items, more } = page(machines.all(), input);
    const stateMachines = items.map((machine) => ({
      stateMachineArn: machine.arn,
      name: machine.name,
      type: 'STANDARD',
      creationDate: seconds(machine.createdAt),
    }));
    return { stateMachines, ...more };
  }),

  DeleteStateMachine: operation(machineOf, async ({ machines }, { stateMachineArn }) => {
    await machines.remove(stateMachineArn);
    return {};
  }),

  DescribeStateMachineForExecution: operation(
    z.looseObject({ executionArn: z.string() }),
    async ({ machines, runner, store }, { executionArn }) => {
      checkArn(executionArn, 'execution');
      const found = await runner.act(executionArn, ({ record }) => record);
      if (!found) throw new AwsError('ExecutionDoesNotExist', `Execution Does Not Exist: '${executionArn}'`);
      const { machineArn, machineName, roleArn, definition, startedAt } = found.value;
      return {
        stateMachineArn: machineArn,
        name: machineName,
        definition: await store.definition(definition),
        roleArn,
        updateDate: seconds(machines.find(machineArn)?.updatedAt ?? startedAt),
        ...SETTINGS,
      };
    },
  ),

  ValidateStateMachineDefinition: operation(
    z.looseObject({ definition: z.string() }),
    async (_, { definition }) => {
      try {
        loadDefinition(definition);
        return { result: 'OK', diagnostics: [], truncated: false };
      } catch (error) {
        if (!(error instanceof DefinitionRefused)) throw error;
        const location = error.state === undefined ? {} : { location: `/States/${error.state}` };
        const diagnostic = {
          severity: 'ERROR',
          code: error.diagnostic,
          message: error.message,
          ...location,
        };
        return { result: 'FAIL', diagnostics: [diagnostic], truncated: false };
      }
    },
  ),
};
