import { createAwsEndpoint, type AwsEndpoint } from './aws-endpoint.ts';
import type { VirtualClock } from './clock.ts';
import { openDynamo } from './dynamodb.ts';
import type { FaultBook } from './faults.ts';
import { openKms, type Kms } from './kms/kms.ts';
import { openS3, type S3 } from './s3/s3.ts';
import type { Credentials } from './sigv4.ts';
import { openSns, type Sns } from './sns.ts';
import {
  openStepFunctions,
  type StepFunctions,
  type StepFunctionsOptions,
} from './step-functions/step-functions.ts';

export interface CloudOptions {
  readonly directory: string;
  readonly region: string;
  /** Path under which every service answers. */
  readonly prefix: string;
  readonly credentials: Credentials;
  readonly clock: VirtualClock;
  readonly faults: FaultBook;
  readonly invokeLambda: StepFunctionsOptions['invokeLambda'];
  /** Told when a transition could not be written: Step Functions takes no more until it is opened again. */
  readonly onBrokenJournal?: ((error: unknown) => void) | undefined;
  /** Another DynamoDB than our own. */
  readonly dynamoEndpoint?: string | undefined;
}

/** The AWS services of one machine, behind one endpoint. */
export interface Cloud {
  readonly endpoint: AwsEndpoint;
  readonly stepFunctions: StepFunctions;
  readonly kms: Kms;
  readonly sns: Sns;
  readonly s3: S3;
  close(): Promise<void>;
}

/** Opens every service on its part of the directory. @throws what a service says when it cannot; nothing stays open then */
export async function openCloud(options: CloudOptions): Promise<Cloud> {
  const { directory, region, prefix, credentials, clock, faults } = options;
  const stack = new AsyncDisposableStack();
  try {
    const dynamo = await openDynamo({ directory: `${directory}/dynamodb`, endpoint: options.dynamoEndpoint });
    stack.defer(() => dynamo.close());
    const s3 = await openS3({ directory: `${directory}/s3`, credentials, region, prefix });
    stack.defer(() => s3.close());
    const sns = await openSns({ file: `${directory}/sns.jsonl`, region, clock });
    stack.defer(() => sns.close());
    const kms = await openKms({ file: `${directory}/kms.json`, region });
    const stepFunctions = await openStepFunctions({
      directory: `${directory}/step-functions`,
      clock,
      region,
      partition: region.startsWith('cn-') ? 'aws-cn' : 'aws',
      invokeLambda: options.invokeLambda,
      async aroundCommit(commit) {
        try {
          await faults.around('journal', 'commit', commit);
        } catch (error) {
          options.onBrokenJournal?.(error);
          throw error;
        }
      },
    });
    stack.defer(() => stepFunctions.close());
    const endpoint = createAwsEndpoint({
      prefix,
      credentials,
      region,
      faults,
      dynamo: dynamo.handle,
      stepFunctions: stepFunctions.handle,
      kms: kms.handle,
      sns: sns.handle,
      s3: s3.handle,
    });
    return { endpoint, stepFunctions, kms, sns, s3, close: () => stack.disposeAsync() };
  } catch (error) {
    await stack.disposeAsync();
    throw error;
  }
}
