import type { DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';

/** How the clients of DynamoDB, Step Functions and KMS reach their services; signed HTTPS where none is given. */
export interface AwsTransport {
  readonly signer: NonNullable<DynamoDBClientConfig['signer']>;
  readonly requestHandler: NonNullable<DynamoDBClientConfig['requestHandler']>;
  /** Middlewares of the SDK, by name, whose headers nobody reads at the other end. */
  readonly needless: readonly string[];
}
