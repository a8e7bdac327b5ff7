import { basename, join } from 'node:path';
import { ArnFormat, Duration, RemovalPolicy, Stack, Stage, Validations } from 'aws-cdk-lib';
import type { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { PolicyStatement, type PolicyStatementProps, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import {
  Alias,
  ApplicationLogLevel,
  Architecture,
  Code,
  Function as LambdaFunction,
  LoggingFormat,
  Runtime,
  SystemLogLevel,
} from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { Touch } from '../../functions/touches.ts';
import { type Setting, SETTINGS } from '../../functions/runtime/env.ts';
import type { Bundler } from './bundle.ts';
import type { Grants } from './grants.ts';
import { memoryOf, timeoutOf } from './sizes.ts';

/** What all functions of a deployment share. */
export interface FunctionSetup {
  readonly county: string;
  /** Encrypts the settings. */
  readonly key: IKey;
  readonly grants: Grants;
  readonly bundle: Bundler;
}

export interface ProductFunctionProps {
  readonly setup: FunctionSetup;
  /** Source file that exports `handler`, relative to the repository. */
  readonly entry: string;
  /** For the console. */
  readonly description: string;
  readonly touches: readonly Touch[];
  /** The longest that a call may ever take; less where its own calls are over sooner. */
  readonly timeout: Duration;
}

/** The one way to make a Lambda: own role, own log, exactly the grants of its touches. */
export class ProductFunction extends Construct {
  readonly role: Role;
  /** What callers call: moving it back is a rollback. */
  readonly live: Alias;
  /** Its log, one JSON object a line. */
  readonly log: LogGroup;
  readonly #lambda: LambdaFunction;

  constructor(scope: Construct, id: string, props: ProductFunctionProps) {
    super(scope, id);
    const { setup, entry, description, touches, timeout } = props;
    const name = basename(entry, '.ts');
    this.log = new LogGroup(this, 'Log', {
      // A year: six months is the least the Cybersecurity Law, art. 21, allows.
      retention: RetentionDays.ONE_YEAR,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    this.role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    this.#lambda = new LambdaFunction(this, 'Function', {
      description,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      handler: 'index.handler',
      code: Code.fromAsset(this.#bundle(entry, setup)),
      role: this.role,
      logGroup: this.log,
      // Our own lines are JSON already and go through as they are; of Lambda's, start, end and report of each call do not.
      loggingFormat: LoggingFormat.JSON,
      applicationLogLevelV2: ApplicationLogLevel.INFO,
      systemLogLevelV2: SystemLogLevel.WARN,
      memorySize: memoryOf(name),
      timeout: Duration.seconds(timeoutOf(name, touches, timeout.toSeconds())),
      environmentEncryption: setup.key,
      currentVersionOptions: { removalPolicy: RemovalPolicy.RETAIN },
    });
    Validations.of(this.#lambda).acknowledge(
      {
        id: 'Serverless-LambdaDLQ',
        reason:
          'Callers wait for it; where none does, it has a destination for what was given up (rule given-up-kept).',
      },
      {
        id: 'Serverless-LambdaTracing',
        reason: 'X-Ray for Lambda does not exist in China; the logs of both partitions tell the same story.',
      },
    );
    this.allow({
      actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      resources: [this.log.logGroupArn],
    });
    // Lambda opens the settings in the function's name; CloudFormation begins the name with the stack's.
    const stack = Stack.of(this);
    const functions = stack.formatArn({
      service: 'lambda',
      resource: 'function',
      resourceName: 'huren-*',
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
    this.allow({
      actions: ['kms:Decrypt'],
      resources: [setup.key.keyArn],
      conditions: { StringLike: { 'kms:EncryptionContext:aws:lambda:FunctionArn': functions } },
    });
    for (const touch of touches) setup.grants[touch](this);
    this.live = new Alias(this, 'Live', { aliasName: 'live', version: this.#lambda.currentVersion });
  }

  /** Gives the function one setting; its handler reads it by the same name. */
  set(name: Setting, value: string): void {
    this.#lambda.addEnvironment(SETTINGS[name], value);
  }

  allow(statement: PolicyStatementProps): void {
    this.role.addToPrincipalPolicy(new PolicyStatement(statement));
  }

  /** Calls that ended in an error, each five minutes. */
  get errors(): Metric {
    return this.#lambda.metricErrors({ period: Duration.minutes(5), statistic: 'Sum' });
  }

  #bundle(entry: string, { bundle, county }: FunctionSetup): string {
    const outdir = Stage.of(this)?.outdir;
    if (!outdir) throw new TypeError(`${this.node.path} belongs to no app`);
    const into = join(outdir, 'bundles', this.node.path.replaceAll('/', '-'));
    bundle({ entry, county, into });
    return into;
  }
}
