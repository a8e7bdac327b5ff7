import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks, ServerlessChecks } from 'cdk-nag';

/**
 * Feature flags. They live here and not in cdk.json because only the CDK command reads that file, and the summary
 * (`synth.ts`) and the tests must see the same template.
 */
const FLAGS = {
  '@aws-cdk/core:target-partitions': ['aws', 'aws-cn'],
  '@aws-cdk/core:validateAgainstDefaultRules': true,
  '@aws-cdk/core:annotationsInValidationReport': true,
  '@aws-cdk/core:checkSecretUsage': true,
  '@aws-cdk/core:explicitStackTags': true,
  '@aws-cdk/core:enableAdditionalMetadataCollection': false,
  '@aws-cdk/aws-iam:minimizePolicies': true,
  '@aws-cdk/aws-kms:aliasNameRef': true,
  '@aws-cdk/aws-dynamodb:retainTableReplica': true,
  '@aws-cdk/aws-s3:createDefaultLoggingPolicy': true,
  '@aws-cdk/aws-s3:publicAccessBlockedByDefault': true,
  '@aws-cdk/aws-s3:serverAccessLogsUseBucketPolicy': true,
  '@aws-cdk/aws-lambda:useCdkManagedLogGroup': true,
  // Off on purpose: with literals the template of one partition would not deploy in the other.
  '@aws-cdk/core:enablePartitionLiterals': false,
};

/**
 * An empty app with every validation switched on: CloudFormation's own rules, AWS Solutions and Serverless.
 * Synthesis throws on a finding; the findings are in `policy-validation-report.json` beside the template.
 * @param outdir folder of the cloud assembly; CDK's own choice when absent
 */
export function permitApp(outdir?: string): App {
  const app = new App({ context: FLAGS, analyticsReporting: false, outdir });
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new ServerlessChecks(app));
  return app;
}
