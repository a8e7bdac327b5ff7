import { ArnFormat, Stack, Validations } from 'aws-cdk-lib';
import type { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Key } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription, UrlSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import type { County } from '../../functions/domain/county.ts';

export interface OperatorsProps {
  /** Encrypts the notices. */
  readonly key: Key;
  /** Who is told: addresses for e-mail, or of a web hook. */
  readonly addresses: County['operators'];
}

/** Whom the alarms reach: a topic to which the operators subscribe. */
export class Operators extends Construct {
  readonly #topic: Topic;

  constructor(scope: Construct, id: string, { key, addresses }: OperatorsProps) {
    super(scope, id);
    this.#topic = new Topic(this, 'Topic', { masterKey: key, enforceSSL: true });
    for (const address of addresses) this.#tell(address);
    this.#letAlarmsPublish(key);
  }

  /** Where the alarms go. */
  get topicArn(): string {
    return this.#topic.topicArn;
  }

  /** Are told when this alarm sounds. */
  hear(alarm: Alarm): void {
    alarm.addAlarmAction(new SnsAction(this.#topic));
  }

  /**
   * CloudWatch publishes as itself. A topic without a policy of its own takes that from everything in the account; one
   * with a policy, as this has for TLS, only from whom it names, and the key likewise.
   */
  #letAlarmsPublish(key: Key): void {
    const alarms = Stack.of(this).formatArn({
      service: 'cloudwatch',
      resource: 'alarm',
      resourceName: '*',
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
    this.#topic.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [this.#topic.topicArn],
        conditions: { ArnLike: { 'aws:SourceArn': alarms } },
      }),
    );
    key.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
        resources: ['*'],
      }),
    );
  }

  #tell(address: string): void {
    const byWeb = address.includes('://');
    const subscription = this.#topic.addSubscription(
      byWeb ? new UrlSubscription(address) : new EmailSubscription(address),
    );
    Validations.of(subscription).acknowledge({
      id: 'Serverless-SNSRedrivePolicy',
      reason: 'A notice that nobody got is of no use in a queue; the alarm itself stays on in CloudWatch.',
    });
  }
}
