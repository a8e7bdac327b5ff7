import type { Messenger, Outgoing, Receipt } from '../ports/outside.ts';

/** What is known of a message after it was handed over and, where the answer was lost, asked for. */
export type KnownFate =
  | { readonly outcome: 'sent'; readonly messageId: string }
  /** `not-sent`: it certainly did not go out; `not-now`: receipts cannot be had at the moment. */
  | { readonly outcome: 'not-sent' | 'failed' | 'not-now' | 'unknown' };

/** Hands a message over once. Where the answer is lost, the sender's receipts are asked at once. */
export async function sendAndAsk(messenger: Messenger, message: Outgoing): Promise<KnownFate> {
  const sent = await messenger.send(message);
  if (sent.outcome === 'sent') return sent;
  return sent.outcome === 'unknown' ? askFate(messenger, message.serial) : { outcome: 'not-sent' };
}

/** What the sender's books say. One never taken may be handed over again, under the same serial. */
export async function askFate(messenger: Messenger, serial: string): Promise<KnownFate> {
  const receipt: Receipt = await messenger.receiptOf(serial);
  switch (receipt.outcome) {
    case 'delivered':
    case 'accepted':
      return { outcome: 'sent', messageId: receipt.messageId };
    case 'never-taken':
      return { outcome: 'not-sent' };
    case 'failed':
    case 'not-now':
    case 'unknown':
      return { outcome: receipt.outcome };
  }
}
