import { Stack, Validations } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { Effect } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { Outside } from './outside.ts';
import type { ProductFunction } from './product-function.ts';

/** Who sends the short messages. */
export const SMS_ROUTES = ['sns', 'gateway'] as const;
export type SmsRoute = (typeof SMS_ROUTES)[number];

export interface MessagingProps {
  readonly outside: Outside;
  /** `aws`, `aws-cn`, … */
  readonly partition: string;
  /**
   * Who sends the short messages.
   * @default a domestic gateway in China, where SNS has no SMS; SNS elsewhere
   */
  readonly route?: SmsRoute;
}

/** Short messages: SNS sends them, or a domestic gateway that the functions call themselves. */
export class Messaging extends Construct {
  readonly #outside: Outside;
  readonly #route: SmsRoute;

  /** @throws TypeError where SNS is chosen and has no SMS */
  constructor(scope: Construct, id: string, { outside, partition, route }: MessagingProps) {
    super(scope, id);
    const china = partition === 'aws-cn';
    if (china && route === 'sns') throw new TypeError('SNS has no SMS in China: the route is gateway');
    this.#outside = outside;
    this.#route = route ?? (china ? 'gateway' : 'sns');
  }

  /** May send a short message, by this deployment's route only. */
  grantSms(fn: ProductFunction): void {
    fn.set('smsRoute', this.#route);
    if (this.#route === 'gateway') this.#outside.grantSmsGateway(fn);
    else this.#allowPhoneNumbers(fn);
  }

  /**
   * Messages that did not reach the phone, by the sender's own metric. Undefined with a gateway, which has none here: what it
   * does not take is found by the sweep as `message-owed`, what it failed to deliver as `message-unknown`.
   */
  get failures(): Metric | undefined {
    if (this.#route === 'gateway') return undefined;
    return new Metric({
      namespace: 'AWS/SNS',
      metricName: 'NumberOfNotificationsFailed',
      dimensionsMap: { PhoneNumber: 'PhoneNumber' },
    });
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
  }
}
