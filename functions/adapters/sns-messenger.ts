import { PublishCommand, SNSClient, SNSServiceException, type SNSClientConfig } from '@aws-sdk/client-sns';
import { normaliseMobileNumber } from '../domain/mobile-number.ts';
import type { Messenger } from '../ports/outside.ts';
import { PATIENCE } from '../ports/patience.ts';
import { neverConnected } from './never-connected.ts';

/**
 * SMS through SNS, which takes no idempotency token and gives no receipts: one attempt only, and whatever may have gone
 * out is `unknown` for ever. Well below the lease of a claim: connecting takes 3 s at most, the answer 10 s.
 * @param config for the client. @default the container's own region, credentials and endpoint
 */
export function createSnsMessenger(config: SNSClientConfig = {}): Messenger {
  const sns = new SNSClient({
    requestHandler: {
      connectionTimeout: 3_000,
      requestTimeout: PATIENCE.sms.timeoutMillis,
      throwOnRequestTimeout: true,
    },
    ...config,
    maxAttempts: PATIENCE.sms.attempts,
  });
  return {
    async send({ to, text, event, caseId }) {
      const phone = `+86${normaliseMobileNumber(to)}`;
      try {
        const { MessageId } = await sns.send(
          new PublishCommand({
            PhoneNumber: phone,
            Message: text,
            MessageAttributes: {
              'AWS.SNS.SMS.SMSType': attribute('Transactional'),
              event: attribute(event),
              ...(caseId !== undefined && { caseId: attribute(caseId) }),
            },
          }),
        );
        return MessageId ? { outcome: 'sent', messageId: MessageId } : { outcome: 'unknown' };
      } catch (error) {
        return { outcome: certainlyNotSent(error) ? 'not-sent' : 'unknown' };
      }
    },
    receiptOf: async () => ({ outcome: 'unknown' }),
  };
}

/** A refusal (4xx) or no connection at all. Everything else may have come after the message was taken. */
function certainlyNotSent(error: unknown): boolean {
  if (error instanceof SNSServiceException) {
    const status = error.$metadata.httpStatusCode ?? 500;
    return status >= 400 && status < 500;
  }
  return neverConnected(error);
}

function attribute(StringValue: string) {
  return { DataType: 'String', StringValue };
}
