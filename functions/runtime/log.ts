import { Logger } from '@aws-lambda-powertools/logger';

const logger = new Logger({ serviceName: 'huren' });

/** All that a log line may hold: ids, names of our own and codes. The type keeps everything else out. */
export interface LogFields {
  readonly requestId?: string;
  readonly applicationId?: string;
  /** Name of the endpoint. */
  readonly route?: string;
  /** Name of the step. */
  readonly step?: string;
  /** Name of the scheduled act. */
  readonly schedule?: string;
  /** Of the answer, HTTP. */
  readonly status?: number;
  /** Of the problem. */
  readonly code?: string;
}

/** @param code stable, kebab-case: what happened. Never an event, a name, a number, a document or a token. */
export function logInfo(code: string, fields: LogFields = {}): void {
  logger.info(code, { ...fields });
}

/** Something that a healthy day does not have; an alarm counts the lines of each code. */
export function logFinding(code: string, fields: LogFields = {}): void {
  logger.warn(code, { ...fields });
}

/** A fault: its kind and where it was thrown from, but not its message, which may quote what was sent. */
export function logFault(code: string, error: unknown, fields: LogFields = {}): void {
  const cause = error instanceof Error ? error : new Error('Not an error object');
  logger.error(code, { ...fields, errorName: cause.name, at: firstFrame(cause) ?? 'unknown' });
}

/** A line of the message may look like a frame, so the message is taken out first. */
function firstFrame({ stack, message }: Error): string | undefined {
  return stack
    ?.replace(message, () => '')
    .split('\n')
    .find((line) => line.trim().startsWith('at '))
    ?.trim()
    .slice(0, 200);
}
