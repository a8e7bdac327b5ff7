import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Stack } from 'aws-cdk-lib';
import { CfnRoute, CfnStage } from 'aws-cdk-lib/aws-apigatewayv2';
import { PolicyStatement, Role } from 'aws-cdk-lib/aws-iam';
import { CfnKey } from 'aws-cdk-lib/aws-kms';
import { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import { CfnBucket } from 'aws-cdk-lib/aws-s3';
import { CfnStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import type { IConstruct } from 'constructs';
import { beforeAll, describe, expect, it } from 'vitest';
import { findingsIn } from '../../infra/aws/findings.ts';
import { permitApp } from '../../infra/aws/permit-app.ts';
import { addPermitStack } from '../../infra/aws/permit-stack.ts';
import { tinyBundle } from './synthesis.ts';

let findings: readonly string[];
let refusal: unknown;
beforeAll(() => {
  const outdir = mkdtempSync(join(tmpdir(), 'huren-nag-'));
  const app = permitApp(outdir);
  const stack = addPermitStack(app, { county: 'suichang', region: 'cn-northwest-1', bundler: tinyBundle });
  for (const construct of stack.node.findAll()) spoil(construct);
  refusal = refusalOf(() => app.synth());
  findings = findingsIn(outdir);
});

/** All at once, each somewhere else: a synthesis takes seconds. */
function spoil(construct: IConstruct): void {
  const { path } = construct.node;
  if (construct instanceof CfnBucket && path.includes('/Materials/'))
    construct.loggingConfiguration = undefined;
  if (construct instanceof CfnKey && path.includes('/Records/')) construct.enableKeyRotation = false;
  if (construct instanceof CfnFunction && path.includes('/Issue/')) construct.runtime = 'nodejs18.x';
  if (construct instanceof CfnStateMachine) construct.loggingConfiguration = undefined;
  if (construct instanceof CfnRoute && path.includes('/get-board/')) construct.authorizationType = 'NONE';
  if (construct instanceof CfnStage) construct.accessLogSettings = undefined;
  if (construct instanceof Role && path.includes('/Conclude/'))
    construct.addToPrincipalPolicy(
      new PolicyStatement({
        actions: ['dynamodb:*'],
        resources: [`arn:${Stack.of(construct).partition}:dynamodb:::table/x`],
      }),
    );
}

function refusalOf(act: () => unknown): unknown {
  try {
    act();
    return undefined;
  } catch (error) {
    return error;
  }
}

describe('A spoilt app', () => {
  it('is not synthesised', () => {
    expect(refusal).toBeInstanceOf(Error);
  });
});

describe('AWS Solutions or Serverless catches', () => {
  it.each([
    ['a bucket without access log', 'AwsSolutions-S1', 'Materials'],
    ['KMS rotation off', 'AwsSolutions-KMS5', 'Records'],
    ['a runtime that is over', 'AwsSolutions-L1', 'Issue'],
    ['the same, by the other pack', 'Serverless-LambdaLatestVersion', 'Issue'],
    ['a machine without a log', 'AwsSolutions-SF1', 'Machine'],
    ['a route without an authoriser', 'AwsSolutions-APIG4', 'get-board'],
    ['an API without an access log', 'AwsSolutions-APIG1', 'Stage'],
    ['a wildcard for an action', 'AwsSolutions-IAM5', 'Conclude'],
  ])('%s', (_what, rule, where) => {
    const found = findings.filter((finding) => finding.includes(rule) && finding.includes(where));

    expect(found).not.toEqual([]);
  });
});
