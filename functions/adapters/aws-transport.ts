import type { DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';

/** How the clients of DynamoDB, Step Functions and KMS reach their services; signed HTTPS where none is given. */
export interface AwsTransport {
  readonly signer: NonNullable<DynamoDBClientConfig['signer']>;
  readonly requestHandler: NonNullable<DynamoDBClientConfig['requestHandler']>;
}
