import { readFileSync } from 'node:fs';
import { ArnFormat, Aws, Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import type { IMetric, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { FilterPattern, LogGroup, MetricFilter, RetentionDays } from 'aws-cdk-lib/aws-logs';
import {
  CustomerManagedEncryptionConfiguration,
  DefinitionBody,
  LogLevel,
  StateMachine,
} from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { STEPS, type Step } from '../../functions/manifest.ts';
import { difference, ownNamespace } from './metrics.ts';
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
  readonly #turns: ReadonlyMap<ProductFunction, Metric>;

  constructor(scope: Construct, id: string, { county, key, setup }: CaseworkProps) {
    super(scope, id);
    const rows: readonly Step[] = STEPS;
    const steps = rows.map(({ name, placeholder, touches, retired }) => ({
      placeholder,
      retired,
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
    this.#turns = new Map(
      steps
        .filter(({ placeholder }) => TURNING.has(placeholder))
        .map(({ placeholder, step }) => [step, this.#turnsOf(placeholder, step, county)]),
    );

    this.machine = new StateMachine(this, 'Machine', {
      stateMachineName: machineName(county),
      // Inlined: a definition behind S3 is seen by no validation.
      definitionBody: DefinitionBody.fromString(JSON.stringify(JSON.parse(readFileSync(DEFINITION, 'utf8')))),
      definitionSubstitutions: {
        Partition: Aws.PARTITION,
        ...Object.fromEntries(
          steps
            .filter(({ retired }) => retired === undefined)
            .map(({ placeholder, step }) => [placeholder, step.live.functionArn]),
        ),
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
      // Kept, but not by a first deployment that fails: its name is fixed, and the next try would find it taken.
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    // The retired ones too: executions that began before still call them.
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

  /** Calls of a step that ended in a fault, each five minutes: an outcome that the machine catches by its name is none. */
  faultsOf(step: ProductFunction): IMetric {
    const turns = this.#turns.get(step);
    return turns ? difference(step.errors, turns) : step.errors;
  }

  #turnsOf(placeholder: string, { log }: ProductFunction, county: string): Metric {
    const filter = new MetricFilter(this, `${placeholder}Turns`, {
      logGroup: log,
      filterPattern: FilterPattern.stringValue('$.message', '=', 'step-turned'),
      metricNamespace: ownNamespace(county),
      metricName: `${placeholder}-turned`,
      metricValue: '1',
    });
    return filter.metric({ period: Duration.minutes(5), statistic: 'Sum' });
  }
}

/** Steps that end many a healthy case's task with an error that the machine catches by its name. */
const TURNING: ReadonlySet<string> = new Set(['OpenTask']);

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
