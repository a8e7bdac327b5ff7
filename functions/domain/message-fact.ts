import type { MessageEvent } from './case-event.ts';

/** How the operator settles a message of which nobody knows whether it arrived. */
export const SETTLEMENTS = ['delivered', 'resend', 'give-up'] as const;
export type Settlement = (typeof SETTLEMENTS)[number];

/** What becomes of the messages of a case. The number they go to is never part of a fact. */
export type MessageFact =
  | { readonly type: 'message-sent'; readonly event: MessageEvent; readonly messageId: string }
  /** The answer was lost, and no receipt can be had. */
  | { readonly type: 'message-unknown'; readonly event: MessageEvent }
  /** The sender took it, and says that it did not reach the telephone. */
  | { readonly type: 'message-failed'; readonly event: MessageEvent }
  | {
      readonly type: 'message-skipped';
      readonly event: MessageEvent;
      /** `too-many`: the number had had its share of the day. */
      readonly why: 'no-phone' | 'switched-off' | 'synthetic' | 'too-many';
    }
  | {
      readonly type: 'message-settled';
      readonly event: MessageEvent;
      /** Of the message that is settled; a message sent anew has another. */
      readonly serial: string;
      readonly outcome: Settlement;
    }
  | {
      readonly type: 'messages-set';
      readonly off: readonly MessageEvent[];
      /** Whether they go to another number from now on. */
      readonly redirected: boolean;
    };
