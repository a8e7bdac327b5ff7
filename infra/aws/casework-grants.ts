import { ArnFormat, Stack, Token, Validations } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { ProductFunction } from './product-function.ts';

/** What Step Functions asks of the machine's key in the name of who reads an execution, and of who writes to one. */
const READING = ['kms:Decrypt'];
const WRITING = ['kms:Decrypt', 'kms:GenerateDataKey'];

/** May start the machine for a case. */
export function grantStarting(fn: ProductFunction, machineArn: string, key: IKey): void {
  fn.allow({ actions: ['states:StartExecution'], resources: [machineArn] });
  allowMachine(fn, machineArn, key, WRITING);
}

/** May answer the token of an open task: go on, or read the case. */
export function grantAnswering(fn: ProductFunction, machineArn: string, key: IKey): void {
  fn.allow({ actions: ['states:SendTaskSuccess', 'states:SendTaskFailure'], resources: ['*'] });
  Validations.of(fn.role).acknowledge({
    id: 'AwsSolutions-IAM5[Resource::*]',
    reason:
      'SendTaskSuccess and SendTaskFailure have no resource type in IAM: the task token, which never leaves the server, is the limit.',
  });
  allowMachine(fn, machineArn, key, WRITING);
}

/** May ask how an execution of the machine stands. */
export function grantReading(fn: ProductFunction, machineArn: string, key: IKey): void {
  allowExecutions(fn, machineArn, ['states:DescribeExecution']);
  allowMachine(fn, machineArn, key, READING);
}

/** May list the machine's executions and let a failed one go on. */
export function grantOperating(fn: ProductFunction, machineArn: string, key: IKey): void {
  fn.allow({ actions: ['states:ListExecutions'], resources: [machineArn] });
  allowExecutions(fn, machineArn, ['states:DescribeExecution', 'states:RedriveExecution']);
  allowMachine(fn, machineArn, key, WRITING);
}

function allowExecutions(fn: ProductFunction, machineArn: string, actions: string[]): void {
  const stack = Stack.of(fn);
  const { resourceName = '' } = stack.splitArn(machineArn, ArnFormat.COLON_RESOURCE_NAME);
  const executions = stack.formatArn({
    service: 'states',
    resource: 'execution',
    resourceName: `${resourceName}:*`,
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
  fn.allow({ actions, resources: [executions] });
  const account = Token.isUnresolved(stack.account) ? '<AWS::AccountId>' : stack.account;
  const place = `arn:<AWS::Partition>:states:${stack.region}:${account}:execution:${resourceName}:*`;
  Validations.of(fn.role).acknowledge({
    id: `AwsSolutions-IAM5[Resource::${place}]`,
    reason: 'An execution is named by its case; the limit is the machine, which runs nothing but cases.',
  });
}

function allowMachine(fn: ProductFunction, machineArn: string, key: IKey, actions: string[]): void {
  fn.allow({
    actions,
    resources: [key.keyArn],
    conditions: { StringEquals: { 'kms:EncryptionContext:aws:states:stateMachineArn': machineArn } },
  });
  fn.set('stateMachineArn', machineArn);
}
