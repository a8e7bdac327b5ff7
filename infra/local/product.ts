import { mkdir, rm } from 'node:fs/promises';
import { buildWorld } from '../../functions/runtime/aws-world.ts';
import { provideWorld } from '../../functions/runtime/container.ts';
import { openClock, type ClockMode, type VirtualClock } from './clock.ts';
import { openCloud } from './cloud.ts';
import { countyOf, SUICHANG } from './county.ts';
import { releaseDeadClaims } from './dead-claims.ts';
import { FaultBook } from './faults.ts';
import { interrupted } from './interrupted-timers.ts';
import { within } from './mount.ts';
import { openOutsideSystems } from './outside-systems.ts';
import { inProcessTransport } from './in-process.ts';
import { serve } from './http-server.ts';
import { createInstruments } from './instruments.ts';
import { LambdaGate } from './lambda-gate.ts';
import { createSchedules } from './schedules.ts';
import { runSchedule } from './run-schedule.ts';
import { runStep } from './run-step.ts';
import { createProductApi } from './product-api.ts';
import { AWS_PREFIX, prepare, PROVINCE_PREFIX, REGION, SMS_GATEWAY_PREFIX } from './prepare.ts';
import type { SeededPerson } from './province/seed.ts';
import { plantStaff } from './seed-table.ts';
import { localCredentials, type SmsRoute } from './settings.ts';
import type { WireHandler } from './wire.ts';

export interface ProductOptions {
  readonly dataDir: string;
  /** 0 for any free one. */
  readonly port: number;
  readonly clock: { readonly mode: ClockMode; readonly startAt?: string };
  /** @default Suichang's */
  readonly countyFile?: string;
  /** Orders of failures, and a place to count what happens. @default an empty book */
  readonly faults?: FaultBook;
  /** Who sends the short messages: the embedded SNS, or the stand-in of a domestic gateway. @default 'sns' */
  readonly smsRoute?: SmsRoute;
  /** Whether permits get a second signature, as in China. @default false, as elsewhere */
  readonly sm2?: boolean;
  /** Told when a service cannot go on until the product is started again. */
  readonly onBroken?: (error: unknown) => void;
  /** People beside the seed's, the same at every start. @default none */
  readonly crowd?: readonly SeededPerson[];
}

/** The whole product on one machine. */
export interface Product {
  /** `http://127.0.0.1:<port>`. */
  readonly origin: string;
  readonly now: () => string;
  close(): Promise<void>;
}

/** What stands behind the port; reset replaces it as a whole. */
interface Inside {
  readonly handler: WireHandler;
  readonly clock: VirtualClock;
  /** No Lambda of the machine begins any more, and none is under way. */
  calm(): Promise<void>;
  close(): Promise<void>;
}

const STARTING: WireHandler = async () => ({ status: 503, headers: { 'retry-after': '1' } });

/**
 * Starts the product on loopback: the embedded cloud, the province's stand-ins, and the same handlers that are
 * deployed, behind one port. What the directory holds goes on where it stopped: every execution, timer and file.
 * @throws the error of the socket (EADDRINUSE), or what a service says when its directory cannot be opened
 */
export async function startProduct(options: ProductOptions): Promise<Product> {
  await mkdir(options.dataDir, { recursive: true, mode: 0o700 });
  let handle = STARTING;
  const served = await serve((request) => handle(request), { port: options.port });
  const reset = async (): Promise<void> => {
    await inside.calm();
    handle = STARTING;
    await inside.close();
    await rm(options.dataDir, { recursive: true, force: true });
    await open();
  };
  const open = async (): Promise<void> => {
    // The SDK reaches the services through the port while the rest is still being put together.
    inside = await openInside(options, served.origin, reset, (handler) => (handle = handler));
    handle = inside.handler;
  };
  const nothing = (): Promise<void> => Promise.resolve();
  let inside: Inside = {
    handler: STARTING,
    clock: await clockOf(options),
    calm: nothing,
    close: nothing,
  };
  try {
    await open();
  } catch (error) {
    await served.close();
    throw error;
  }
  return {
    origin: served.origin,
    now: () => inside.clock.now(),
    async close() {
      await inside.calm();
      await served.close();
      await inside.close();
    },
  };
}

async function clockOf({ dataDir, clock }: ProductOptions): Promise<VirtualClock> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  return openClock({ file: `${dataDir}/clock.json`, ...clock });
}

async function openInside(
  options: ProductOptions,
  origin: string,
  reset: () => Promise<void>,
  show: (handler: WireHandler) => void,
): Promise<Inside> {
  const { dataDir } = options;
  const stack = new AsyncDisposableStack();
  const clock = await clockOf(options);
  stack.defer(() => clock.close());
  const credentials = await localCredentials(`${dataDir}/credentials.json`);
  const { faults = new FaultBook(), crowd = [], countyFile = SUICHANG } = options;
  // On a restart the machine calls its Lambdas at once; they wait until the whole product stands.
  const gate = new LambdaGate();
  try {
    const county = await countyOf(countyFile, dataDir);
    const outside = await openOutsideSystems({
      county,
      directory: dataDir,
      origin,
      clock,
      credentials,
      faults,
      crowd,
    });
    stack.defer(() => outside.close());
    const { province, smsGateway } = outside;
    const cloud = await openCloud({
      directory: dataDir,
      region: REGION,
      prefix: AWS_PREFIX,
      credentials,
      clock,
      faults,
      onBrokenJournal: options.onBroken,
      dynamoEndpoint: process.env['DYNAMODB_ENDPOINT'],
      invokeLambda: (name, payload) =>
        gate.pass(() => faults.around('lambda', name, () => runStep(name, payload))),
    });
    stack.defer(() => cloud.close());
    show(cloud.endpoint.signed);
    const licenceGeneration = county.licenceKey?.generation ?? 1;
    const { smsRoute = 'sns', sm2 = false } = options;
    await prepare(cloud, province, { origin, credentials, countyFile, smsRoute, licenceGeneration, sm2 });
    const transport = inProcessTransport(cloud.endpoint.trusted);
    provideWorld(() => buildWorld({ now: () => clock.now(), transport }));
    await plantStaff();
    await releaseDeadClaims();
    const api = createProductApi();
    const schedules = createSchedules(clock, (name) =>
      gate.pass(() => faults.around('lambda', name, () => runSchedule(name))),
    );
    const parts = { clock, faults, province, cloud, smsGateway, api, schedules, reset };
    const instruments = createInstruments(parts);
    clock.register(interrupted(cloud.stepFunctions, faults));
    clock.register(schedules);
    gate.open();
    const handler = within(
      {
        [AWS_PREFIX]: cloud.endpoint.signed,
        [PROVINCE_PREFIX]: province.handler,
        [SMS_GATEWAY_PREFIX]: smsGateway.handler,
        '/_local': instruments,
      },
      api,
    );
    return { handler, clock, calm: () => gate.close(), close: () => stack.disposeAsync() };
  } catch (error) {
    await stack.disposeAsync();
    throw error;
  }
}
