import type { County } from '../../functions/domain/county.ts';
import { dayOf } from '../../functions/domain/instant.ts';
import type { VirtualClock } from './clock.ts';
import type { FaultBook } from './faults.ts';
import { PROVINCE_PREFIX, SIGN_IN, SMS_GATEWAY_PREFIX, STAFF_AUDIENCE } from './prepare.ts';
import { openProvince, type Province } from './province/province.ts';
import type { SeededPerson } from './province/seed.ts';
import { openSmsGateway, type SmsGatewayService } from './province/sms-gateway-service.ts';
import type { Credentials } from './sigv4.ts';

export interface OutsideSystemsOptions {
  /** Where the people of the seed live. */
  readonly county: County;
  readonly directory: string;
  readonly origin: string;
  readonly clock: VirtualClock;
  /** Both gateways know us by the pair of the data directory. */
  readonly credentials: Credentials;
  readonly faults: FaultBook;
  readonly crowd: readonly SeededPerson[];
}

/** The stand-ins for what is not ours: the systems of the province, and a domestic SMS gateway. */
export interface OutsideSystems {
  readonly province: Province;
  readonly smsGateway: SmsGatewayService;
  close(): Promise<void>;
}

/** Opens them on their parts of the directory. @throws what one of them says when it cannot; nothing stays open then */
export async function openOutsideSystems(options: OutsideSystemsOptions): Promise<OutsideSystems> {
  const { county, directory, origin, clock, credentials, faults, crowd } = options;
  const keys = { accessKey: credentials.accessKeyId, secretKey: credentials.secretAccessKey };
  const stack = new AsyncDisposableStack();
  try {
    const province = await openProvince({
      directory: `${directory}/province`,
      prefix: PROVINCE_PREFIX,
      origin: () => origin,
      now: () => clock.nowMillis(),
      gateway: keys,
      signIn: SIGN_IN,
      staffAudience: STAFF_AUDIENCE,
      seedDay: dayOf(clock.now()),
      county,
      crowd,
      around: (operation, run) => faults.around('province', operation, run),
    });
    stack.defer(() => province.close());
    const smsGateway = await openSmsGateway({
      file: `${directory}/sms-gateway.jsonl`,
      prefix: SMS_GATEWAY_PREFIX,
      keys,
      now: () => clock.nowMillis(),
      around: (operation, run) => faults.around('sms-gateway', operation, run),
    });
    stack.defer(() => smsGateway.close());
    return { province, smsGateway, close: () => stack.disposeAsync() };
  } catch (error) {
    await stack.disposeAsync();
    throw error;
  }
}
