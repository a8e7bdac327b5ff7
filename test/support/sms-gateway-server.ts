import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FaultBook } from '../../infra/local/faults.ts';
import { serve } from '../../infra/local/http-server.ts';
import { openSmsGateway, type SmsGatewayService } from '../../infra/local/province/sms-gateway-service.ts';
import type { SmsGatewayOptions } from '../../functions/adapters/sms-gateway-messenger.ts';

/** The pair of keys that the stand-in knows. */
export const SMS_KEYS = { accessKey: 'sms-ak', secretKey: 'sms-sk' };
const PREFIX = '/gateway';

/** The stand-in of the SMS gateway on a port of its own. */
export interface ServedSmsGateway {
  readonly gateway: SmsGatewayService;
  readonly faults: FaultBook;
  /** What an adapter is given to reach it. */
  readonly options: SmsGatewayOptions;
  /** How many requests of each kind arrived. */
  readonly calls: { send: number; receipt: number };
  /** Ends it and opens it again on the same journal. */
  restart(): Promise<ServedSmsGateway>;
  close(): Promise<void>;
}

/** Business time is Monday, 2 March 2026, 09:00. @param directory @default one of its own */
export async function serveSmsGateway(directory?: string): Promise<ServedSmsGateway> {
  const place = directory ?? (await mkdtemp(join(tmpdir(), 'huren-sms-')));
  const faults = new FaultBook();
  const calls = { send: 0, receipt: 0 };
  const gateway = await openSmsGateway({
    file: join(place, 'sms-gateway.jsonl'),
    prefix: PREFIX,
    keys: SMS_KEYS,
    now: () => Date.parse('2026-03-02T09:00:00+08:00'),
    around: (operation, run) => {
      calls[operation] += 1;
      return faults.around('sms-gateway', operation, run);
    },
  });
  const served = await serve(gateway.handler, { port: 0 });
  const stop = async () => {
    await served.close();
    await gateway.close();
  };
  return {
    gateway,
    faults,
    calls,
    options: { baseUrl: `${served.origin}${PREFIX}`, ...SMS_KEYS },
    async restart() {
      await stop();
      return serveSmsGateway(place);
    },
    async close() {
      await stop();
      await rm(place, { recursive: true, force: true });
    },
  };
}
