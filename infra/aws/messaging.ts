import { Stack, Validations } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { Effect } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { ProductFunction } from './product-function.ts';

export interface MessagingProps {
  /** Encrypts the messages on the topic: they hold phone numbers. */
  readonly key: IKey;
  /** `aws`, `aws-cn`, … */
  readonly partition: string;
}

/** Short messages: SNS sends them, or, where SNS has no SMS, a domestic gateway that subscribes to a topic. */
export class Messaging extends Construct {
  readonly #key: IKey;
  /** Undefined where SNS sends short messages itself. */
  readonly #topic: Topic | undefined;

  constructor(scope: Construct, id: string, { key, partition }: MessagingProps) {
    super(scope, id);
    this.#key = key;
    this.#topic =
      partition === 'aws-cn' ? new Topic(this, 'Sms', { masterKey: key, enforceSSL: true }) : undefined;
  }

  /** May send a short message, by this deployment's route only. */
  grantSms(fn: ProductFunction): void {
    if (this.#topic) this.#allowTopic(fn, this.#topic);
    else this.#allowPhoneNumbers(fn);
  }

  /** Messages that did not reach the phone, or the gateway. */
  get failures(): Metric {
    return new Metric({
      namespace: 'AWS/SNS',
      metricName: 'NumberOfNotificationsFailed',
      dimensionsMap: this.#topic ? { TopicName: this.#topic.topicName } : { PhoneNumber: 'PhoneNumber' },
    });
  }

  #allowTopic(fn: ProductFunction, topic: Topic): void {
    fn.allow({ actions: ['sns:Publish'], resources: [topic.topicArn] });
    fn.allow({ actions: ['kms:Decrypt', 'kms:GenerateDataKey'], resources: [this.#key.keyArn] });
    fn.set('smsRoute', 'topic');
    fn.set('smsTopicArn', topic.topicArn);
  }

  #allowPhoneNumbers(fn: ProductFunction): void {
    fn.allow({ actions: ['sns:Publish'], resources: ['*'] });
    fn.allow({
      effect: Effect.DENY,
      actions: ['sns:Publish'],
      resources: [Stack.of(this).formatArn({ service: 'sns', region: '*', account: '*', resource: '*' })],
    });
    Validations.of(fn.role).acknowledge({
      id: 'AwsSolutions-IAM5[Resource::*]',
      reason: 'A phone number is no resource in IAM; every topic and platform endpoint is denied beside it.',
    });
    fn.set('smsRoute', 'direct');
  }
}
