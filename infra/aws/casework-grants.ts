import { Validations } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { ProductFunction } from './product-function.ts';

/** May start the machine for a case. */
export function grantStarting(fn: ProductFunction, machineArn: string, key: IKey): void {
  fn.allow({ actions: ['states:StartExecution'], resources: [machineArn] });
  allowMachine(fn, machineArn, key);
}

/** May answer the token of an open task. Only success: a refusal is an answer too, and faults are the machine's. */
export function grantAnswering(fn: ProductFunction, machineArn: string, key: IKey): void {
  fn.allow({ actions: ['states:SendTaskSuccess'], resources: ['*'] });
  Validations.of(fn.role).acknowledge({
    id: 'AwsSolutions-IAM5[Resource::*]',
    reason:
      'SendTaskSuccess has no resource type in IAM: the task token, which never leaves the server, is the limit.',
  });
  allowMachine(fn, machineArn, key);
}

function allowMachine(fn: ProductFunction, machineArn: string, key: IKey): void {
  fn.allow({
    actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
    resources: [key.keyArn],
    conditions: { StringEquals: { 'kms:EncryptionContext:aws:states:stateMachineArn': machineArn } },
  });
  fn.set('stateMachineArn', machineArn);
}
