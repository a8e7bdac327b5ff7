import {
  DescribeExecutionCommand,
  ExecutionAlreadyExists,
  ExecutionDoesNotExist,
  ExecutionNotRedrivable,
  InvalidToken,
  ListExecutionsCommand,
  RedriveExecutionCommand,
  SendTaskFailureCommand,
  SendTaskSuccessCommand,
  SFNClient,
  StartExecutionCommand,
  TaskDoesNotExist,
  TaskTimedOut,
  type SFNClientConfig,
} from '@aws-sdk/client-sfn';
import { toInstant } from '../domain/instant.ts';
import { RuleError } from '../domain/rule-error.ts';
import type { Workflow } from '../ports/outside.ts';

/** Executions in one answer. */
const PAGE = 100;
/**
 * By this name every waiting state goes on to read the case, and does not try again. Open-task throws it as well, so
 * executions of every definition know it.
 */
const REROUTED = 'AlreadyDecided';

/** Which machine runs the cases. */
export interface SfnWorkflowOptions {
  readonly stateMachineArn: string;
  readonly config?: SFNClientConfig;
}

/** The state machine. An execution bears its case's id, so there is never a second one. */
export function createSfnWorkflow({ stateMachineArn, config = {} }: SfnWorkflowOptions): Workflow {
  const sfn = new SFNClient(config);
  const arnOf = (caseId: string): string =>
    `${stateMachineArn.replace(':stateMachine:', ':execution:')}:${caseId}`;
  return {
    async start(caseId) {
      const input = JSON.stringify({ applicationId: caseId });
      try {
        await sfn.send(new StartExecutionCommand({ stateMachineArn, name: caseId, input }));
      } catch (error) {
        if (!(error instanceof ExecutionAlreadyExists)) throw error;
      }
    },
    wake: (taskToken, answer) =>
      answered(() => sfn.send(new SendTaskSuccessCommand({ taskToken, output: JSON.stringify(answer) }))),
    reroute: (taskToken, why) =>
      answered(() => sfn.send(new SendTaskFailureCommand({ taskToken, error: REROUTED, cause: why }))),
    async status(caseId) {
      try {
        const { status } = await sfn.send(new DescribeExecutionCommand({ executionArn: arnOf(caseId) }));
        if (status === 'SUCCEEDED') return 'succeeded';
        // One that is about to be redriven counts as running: somebody is at it.
        return status === 'RUNNING' || status === 'PENDING_REDRIVE' ? 'running' : 'failed';
      } catch (error) {
        if (error instanceof ExecutionDoesNotExist) return undefined;
        throw error;
      }
    },
    async list({ status, page }) {
      const asked = new ListExecutionsCommand({
        stateMachineArn,
        maxResults: PAGE,
        ...(status && { statusFilter: status }),
        ...(page && { nextToken: page }),
      });
      const listed = await sfn.send(asked).catch((cause: unknown) => {
        if (!(cause instanceof InvalidToken)) throw cause;
        throw new RuleError('MALFORMED', [{ pointer: '/query/page', code: 'FIELD_FORMAT' }], {}, { cause });
      });
      const executions = (listed.executions ?? []).flatMap(({ name, status: stands, startDate, stopDate }) =>
        name !== undefined && stands !== undefined && startDate !== undefined
          ? [
              {
                caseId: name,
                status: stands,
                startedAt: toInstant(startDate.getTime()),
                ...(stopDate && { stoppedAt: toInstant(stopDate.getTime()) }),
              },
            ]
          : [],
      );
      return { executions, ...(listed.nextToken && { next: listed.nextToken }) };
    },
    async redrive(caseId) {
      const executionArn = arnOf(caseId);
      try {
        const { status } = await sfn.send(new DescribeExecutionCommand({ executionArn }));
        if (status === 'RUNNING' || status === 'PENDING_REDRIVE') return 'running';
        await sfn.send(new RedriveExecutionCommand({ executionArn }));
        return 'running';
      } catch (error) {
        if (error instanceof ExecutionDoesNotExist) return undefined;
        if (error instanceof ExecutionNotRedrivable) return 'not-redrivable';
        throw error;
      }
    },
  };
}

/** @returns false where the task is over or was never that one: the machine reads what is recorded when it next looks */
async function answered(send: () => Promise<unknown>): Promise<boolean> {
  try {
    await send();
    return true;
  } catch (error) {
    const over = [TaskTimedOut, TaskDoesNotExist, InvalidToken].some((kind) => error instanceof kind);
    if (!over) throw error;
    return false;
  }
}
