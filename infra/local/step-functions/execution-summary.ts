import type { ExecutionRecord, ExecutionStatus } from './execution-record.ts';

/** What lists show of an execution; the whole of it stays on disk once it has ended. */
export interface ExecutionSummary {
  readonly arn: string;
  readonly name: string;
  readonly machineArn: string;
  readonly status: ExecutionStatus;
  /** Business milliseconds. */
  readonly startedAt: number;
  readonly stoppedAt?: number | undefined;
  readonly redriveCount: number;
  readonly redrivenAt?: number | undefined;
}

/** The summary of an execution as it stands. */
export function summarise(record: ExecutionRecord): ExecutionSummary {
  const { arn, name, machineArn, status, startedAt, stoppedAt, redriveCount, redrivenAt } = record;
  return { arn, name, machineArn, status, startedAt, stoppedAt, redriveCount, redrivenAt };
}
