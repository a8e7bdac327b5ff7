import { readFileSync } from 'node:fs';
import { ArnFormat, Aws, Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import {
  CustomerManagedEncryptionConfiguration,
  DefinitionBody,
  LogLevel,
  StateMachine,
} from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { STEPS } from '../../functions/manifest.ts';
import { type FunctionSetup, ProductFunction } from './product-function.ts';

const DEFINITION = new URL('../../statemachines/recognition.asl.json', import.meta.url);

export interface CaseworkProps {
  readonly county: string;
  /** Encrypts the executions: ids and instants, but whose case is where is nobody's business. */
  readonly key: IKey;
  readonly setup: FunctionSetup;
}

/** The state machine and the function behind each of its tasks. */
export class Casework extends Construct {
  readonly machine: StateMachine;
  readonly steps: readonly ProductFunction[];

  constructor(scope: Construct, id: string, { county, key, setup }: CaseworkProps) {
    super(scope, id);
    const steps = STEPS.map(({ name, placeholder, touches }) => ({
      placeholder,
      step: new ProductFunction(this, placeholder, {
        setup,
        entry: `functions/steps/${name}.ts`,
        description: `Step ${name} of a case`,
        touches,
        // Shorter than the lease of a claimed message (casework/deliver-messages.ts).
        timeout: Duration.seconds(30),
      }),
    }));
    this.steps = steps.map(({ step }) => step);

    this.machine = new StateMachine(this, 'Machine', {
      stateMachineName: machineName(county),
      // Inlined: a definition behind S3 is seen by no validation.
      definitionBody: DefinitionBody.fromString(JSON.stringify(JSON.parse(readFileSync(DEFINITION, 'utf8')))),
      definitionSubstitutions: {
        Partition: Aws.PARTITION,
        ...Object.fromEntries(steps.map(({ placeholder, step }) => [placeholder, step.live.functionArn])),
      },
      encryptionConfiguration: new CustomerManagedEncryptionConfiguration(key, Duration.minutes(5)),
      logs: {
        level: LogLevel.ALL,
        includeExecutionData: false,
        destination: new LogGroup(this, 'Log', {
          // The prefix keeps the account's log policy from growing with every machine until it no longer fits.
          logGroupName: `/aws/vendedlogs/states/${machineName(county)}`,
          retention: RetentionDays.ONE_YEAR,
          removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
        }),
      },
      removalPolicy: RemovalPolicy.RETAIN,
    });
    this.machine.addToRolePolicy(
      new PolicyStatement({
        actions: ['lambda:InvokeFunction'],
        resources: this.steps.map((step) => step.live.functionArn),
      }),
    );
    Validations.of(this.machine).acknowledge(
      {
        id: 'AwsSolutions-IAM5[Resource::*]',
        reason: 'Log delivery has no resource type in IAM; it concerns the delivery of this log only.',
      },
      {
        id: 'AwsSolutions-SF2',
        reason: 'X-Ray for Lambda does not exist in China; history and logs tell the same story there.',
      },
      {
        id: 'Serverless-StepFunctionStateMachineXray',
        reason: 'As AwsSolutions-SF2: no tracing of the functions in China, so no trace to join.',
      },
    );
  }
}

/** ARN of the machine, known before it is made: so functions may be granted it in any order, without a cycle. */
export function machineArn(scope: Construct, county: string): string {
  return Stack.of(scope).formatArn({
    service: 'states',
    resource: 'stateMachine',
    resourceName: machineName(county),
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
}

function machineName(county: string): string {
  return `huren-${county}-recognition`;
}
