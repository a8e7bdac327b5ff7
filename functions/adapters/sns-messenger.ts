import {
  PublishCommand,
  SNSClient,
  SNSServiceException,
  type PublishCommandInput,
  type SNSClientConfig,
} from '@aws-sdk/client-sns';
import { normaliseMobileNumber } from '../domain/mobile-number.ts';
import type { Messenger } from '../ports/outside.ts';

export interface SnsMessengerOptions {
  /** `direct`: SNS sends the SMS; `topic`: a gateway that subscribes to the topic does. */
  readonly route: 'direct' | { readonly topicArn: string };
  readonly config?: SNSClientConfig;
}

/** Failures before a connection stood: nothing can have gone out. */
const NOT_CONNECTED = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'CredentialsProviderError',
]);

/**
 * SMS through SNS, which takes no idempotency token: one attempt only, and whatever may have gone out is `unknown`.
 * Well below the lease of a claim: connecting takes 3 s at most, the answer 10 s.
 */
export function createSnsMessenger({ route, config = {} }: SnsMessengerOptions): Messenger {
  const sns = new SNSClient({
    requestHandler: { connectionTimeout: 3_000, requestTimeout: 10_000, throwOnRequestTimeout: true },
    ...config,
    maxAttempts: 1,
  });
  return {
    async send({ to, text, event, caseId }) {
      const phone = `+86${normaliseMobileNumber(to)}`;
      const told = { event: attribute(event), ...(caseId !== undefined && { caseId: attribute(caseId) }) };
      const message: PublishCommandInput =
        route === 'direct'
          ? {
              PhoneNumber: phone,
              Message: text,
              MessageAttributes: { 'AWS.SNS.SMS.SMSType': attribute('Transactional'), ...told },
            }
          : {
              TopicArn: route.topicArn,
              Message: text,
              MessageAttributes: { phone: attribute(phone), ...told },
            };
      try {
        const { MessageId } = await sns.send(new PublishCommand(message));
        return MessageId ? { outcome: 'sent', messageId: MessageId } : { outcome: 'unknown' };
      } catch (error) {
        return { outcome: certainlyNotSent(error) ? 'not-sent' : 'unknown' };
      }
    },
  };
}

/** A refusal (4xx) or no connection at all. Everything else may have come after the message was taken. */
function certainlyNotSent(error: unknown): boolean {
  if (error instanceof SNSServiceException) {
    const status = error.$metadata.httpStatusCode ?? 500;
    return status >= 400 && status < 500;
  }
  if (!(error instanceof Error)) return false;
  return NOT_CONNECTED.has('code' in error ? String(error.code) : error.name);
}

function attribute(StringValue: string) {
  return { DataType: 'String', StringValue };
}
