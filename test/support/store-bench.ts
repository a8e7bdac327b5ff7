import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { createDynamoAccesses } from '../../functions/adapters/dynamo-accesses.ts';
import { createDynamoCalendars } from '../../functions/adapters/dynamo-calendars.ts';
import { createDynamoStatistics } from '../../functions/adapters/dynamo-counts.ts';
import { createDynamoCases } from '../../functions/adapters/dynamo-cases.ts';
import { createDynamoDrafts } from '../../functions/adapters/dynamo-drafts.ts';
import { createDynamoMessages } from '../../functions/adapters/dynamo-messages.ts';
import { createDynamoPermits } from '../../functions/adapters/dynamo-permits.ts';
import { createDynamoRatings } from '../../functions/adapters/dynamo-ratings.ts';
import { createDynamoReminders } from '../../functions/adapters/dynamo-reminders.ts';
import { createDynamoReplies } from '../../functions/adapters/dynamo-replies.ts';
import { createDynamoSessions } from '../../functions/adapters/dynamo-sessions.ts';
import { createDynamoStaff, putStaffMember } from '../../functions/adapters/dynamo-staff.ts';
import { DynamoTable } from '../../functions/adapters/dynamo-table.ts';
import { createDynamoTaskTokens } from '../../functions/adapters/dynamo-task-tokens.ts';
import { createDynamoTries } from '../../functions/adapters/dynamo-tries.ts';
import type { StaffMember } from '../../functions/domain/account.ts';
import type { World } from '../../functions/ports.ts';
import { ensureTable, openDynamo } from '../../infra/local/dynamodb.ts';
import { TABLE } from '../../infra/local/table.ts';
import { FakeWorld } from './fake-world.ts';

/** The stores under test, whatever they are made of, and the clocks they go by. */
export interface StoreBench {
  readonly stores: Pick<
    World,
    | 'calendars'
    | 'cases'
    | 'drafts'
    | 'messages'
    | 'taskTokens'
    | 'permits'
    | 'sessions'
    | 'staff'
    | 'statistics'
    | 'replies'
    | 'accesses'
    | 'ratings'
    | 'reminders'
    | 'tries'
  >;
  setNow(instant: string): void;
  passMillis(millis: number): void;
  enterOfficer(member: StaffMember): Promise<void>;
  close(): Promise<void>;
}

/** The stores of the fake world. */
async function fakeBench(): Promise<StoreBench> {
  const world = new FakeWorld();
  return {
    stores: world,
    setNow: (instant) => world.setNow(instant),
    passMillis: (millis) => world.passMillis(millis),
    enterOfficer: async (member) => {
      world.memory.staff.set(member.id, member);
    },
    close: async () => {},
  };
}

/** The real stores over a real engine, with clocks that can be moved. */
async function dynamoBench(): Promise<StoreBench> {
  const directory = await mkdtemp(join(tmpdir(), 'huren-stores-'));
  const engine = await openDynamo({ directory });
  const config = {
    endpoint: engine.endpoint,
    region: 'cn-northwest-1',
    credentials: { accessKeyId: 'AKIDLOCAL', secretAccessKey: 'local-secret' },
  };
  const client = new DynamoDBClient(config);
  await ensureTable(client, TABLE);
  const table = new DynamoTable({ tableName: TABLE.TableName, config });
  const clocks = new FakeWorld();
  const transportMillis = () => clocks.transportMillis();
  return {
    stores: {
      calendars: createDynamoCalendars(table),
      cases: createDynamoCases(table),
      drafts: createDynamoDrafts(table, () => clocks.now()),
      messages: createDynamoMessages(table, transportMillis),
      taskTokens: createDynamoTaskTokens(table),
      permits: createDynamoPermits(table),
      sessions: createDynamoSessions(table, transportMillis),
      staff: createDynamoStaff(table),
      statistics: createDynamoStatistics(table),
      replies: createDynamoReplies(table, transportMillis),
      accesses: createDynamoAccesses(table),
      ratings: createDynamoRatings(table),
      reminders: createDynamoReminders(table),
      tries: createDynamoTries(table, transportMillis),
    },
    setNow: (instant) => clocks.setNow(instant),
    passMillis: (millis) => clocks.passMillis(millis),
    enterOfficer: (member) => putStaffMember(table, member),
    async close() {
      client.destroy();
      await engine.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/** Both kinds, for tests that run over each. */
export const BENCHES = [
  ['in memory', fakeBench],
  ['in DynamoDB', dynamoBench],
] as const;
