import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createIrsGateway, type IrsGatewayOptions } from '../../functions/adapters/irs-gateway.ts';
import { serve, type Served } from '../../infra/local/http-server.ts';
import { openProvince, type Province, type ProvinceOptions } from '../../infra/local/province/province.ts';

export const CLIENT = { serviceCode: 'suichang-huren', servicePassword: 'secret', appId: '2001' };
export const KEYS = { accessKey: 'ak', secretKey: 'sk' };
export const STAFF_AUDIENCE = 'huren-desk';
/** Business time of the tests. */
const BUSINESS_NOW = Date.parse('2026-03-02T09:00:00+08:00');

/** The stand-ins of the province on a directory of their own, served on loopback. */
export interface ServedProvince {
  readonly province: Province;
  readonly served: Served;
  /** Requests that arrived, by operation, in order. */
  readonly operations: string[];
  /** Ends it and opens it again on the same directory. */
  restart(): Promise<ServedProvince>;
  close(): Promise<void>;
}

export async function serveProvince(
  more: Partial<ProvinceOptions> = {},
  directory?: string,
): Promise<ServedProvince> {
  const place = directory ?? (await mkdtemp(join(tmpdir(), 'province-')));
  const operations: string[] = [];
  let origin = '';
  const province = await openProvince({
    directory: place,
    prefix: '/_province',
    origin: () => origin,
    now: () => BUSINESS_NOW,
    gateway: KEYS,
    signIn: CLIENT,
    staffAudience: STAFF_AUDIENCE,
    around: (operation, run) => {
      operations.push(operation);
      return run();
    },
    ...more,
  });
  const served = await serve(province.handler, { port: 0 });
  origin = served.origin;
  const stop = async () => {
    await served.close();
    await province.close();
  };
  return {
    province,
    served,
    operations,
    async restart() {
      await stop();
      return serveProvince(more, place);
    },
    async close() {
      await stop();
      await rm(place, { recursive: true, force: true });
    },
  };
}

/** The adapters' gateway to it. */
export function gatewayTo({ province }: ServedProvince, more: Partial<IrsGatewayOptions> = {}) {
  return createIrsGateway({ baseUrl: province.gatewayUrl(), ...KEYS, pauseMillis: 1, ...more });
}

/** Id number of a seeded person. @throws RangeError */
export function idNumberOf({ province }: ServedProvince, personId: string): string {
  const found = province.people().find(({ id }) => id === personId)?.citizenIdNumber;
  if (found === undefined) throw new RangeError(personId);
  return found;
}
