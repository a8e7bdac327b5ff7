import { PROVINCE_ROUTES, type ProvinceOperation } from '../../../functions/adapters/province-routes.ts';
import type { County } from '../../../functions/domain/county.ts';
import type { Day } from '../../../functions/domain/instant.ts';
import { AwsError, type WireHandler, type WireRequest, type WireResponse } from '../wire.ts';
import { json } from './answers.ts';
import { refuseRoute, refuseUnsigned } from './gateway-check.ts';
import { LicenceService } from './licence-service.ts';
import { plant, reported, type ProvinceState } from './province-state.ts';
import { ProvinceStore } from './province-store.ts';
import { populationFacts } from './registry-service.ts';
import {
  localPeople,
  seededPeople,
  seededStaff,
  toLocalPerson,
  type LocalPerson,
  type SeededPerson,
} from './seed.ts';
import { personIn } from './seed-county.ts';
import { SignInService, type SignInClient } from './sign-in-service.ts';
import { StaffIssuer } from './staff-issuer.ts';
import { DOSSIERS, type SignInKind } from './tables.ts';

/** `restapi/prod`, below the prefix: where the province's gateway begins. */
const GATEWAY = '/restapi/prod';

export interface ProvinceOptions {
  /** Where its state is kept; held by one process at a time. */
  readonly directory: string;
  /** Path under which it is served, such as `/_province`; '' for the root. */
  readonly prefix: string;
  /** Origin it is reached at, for the staff issuer; asked late, for the port may not be known before. */
  readonly origin: () => string;
  /** Business time, milliseconds since the epoch. */
  readonly now: () => number;
  /** Transport time, for signatures, tickets and tokens. @default Date.now */
  readonly realNow?: () => number;
  readonly gateway: { readonly accessKey: string; readonly secretKey: string };
  readonly signIn: SignInClient;
  /** `aud` of the staff's tokens. */
  readonly staffAudience: string;
  /** The seed's dates are moved to fit this day, at first planting and at every reset. @default 2026-03-02 */
  readonly seedDay?: Day;
  /** Where the people of the seed live. @default the county they were written for */
  readonly county?: County;
  /** People beside the seed's, the same at every start. @default none */
  readonly crowd?: readonly SeededPerson[];
  /** Wraps every call, to let ordered ones fail. An AwsError thrown by it is answered with its status. */
  readonly around?: (operation: ProvinceOperation, run: () => Promise<WireResponse>) => Promise<WireResponse>;
}

/** The stand-ins for the systems of the province. */
export interface Province {
  readonly handler: WireHandler;
  /** Base URL for the adapters: `<origin><prefix>/restapi/prod`. */
  readonly gatewayUrl: () => string;
  readonly staffIssuerUrl: () => string;
  readonly staffJwksUrl: () => string;
  /** @throws RangeError for somebody not in the seed */
  issueTicket(personId: string, kind: SignInKind): Promise<string>;
  /** @param amr @default ['pwd', 'otp'] @throws RangeError for nobody of the staff */
  issueStaffToken(staffId: string, amr?: readonly string[]): Promise<string>;
  /** The person adds the permit in 我的证照. @throws RangeError when there is none to add */
  addToWallet(personId: string, licenceId: string): Promise<void>;
  state(): ProvinceState;
  people(): LocalPerson[];
  /** One of them. */
  person(id: string): LocalPerson | undefined;
  /** Back to the seed; the staff issuer's key stays. */
  reset(): Promise<void>;
  close(): Promise<void>;
}

/** Opens the stand-ins on their directory and plants the seed where there is none yet. */
export async function openProvince(options: ProvinceOptions): Promise<Province> {
  const { prefix, origin, crowd = [], realNow = Date.now } = options;
  const { county } = options;
  const seeded = seededPeople(options.seedDay);
  const people = [...(county ? seeded.map((person) => personIn(county, person)) : seeded), ...crowd];
  const staffIds = new Set(seededStaff().map(({ id }) => id));
  const store = await ProvinceStore.open(options.directory);
  if (store.list(DOSSIERS).length === 0) await plant(store, people);

  const staffIssuerUrl = (): string => `${origin()}${prefix}/staff`;
  const issuer = await StaffIssuer.open({
    store,
    issuer: staffIssuerUrl,
    audience: options.staffAudience,
    realNow,
  });
  const byId = new Map(people.map((person) => [person.id, person]));
  const signIn = new SignInService(store, options.signIn, byId, realNow);
  const licences = new LicenceService(store, options.now);

  const services: Record<ProvinceOperation, (body: string) => Promise<WireResponse>> = {
    ticketValidation: (body) => signIn.ticketValidation(body),
    userInfo: (body) => signIn.userInfo(body),
    unifiedAccessToken: (body) => signIn.unifiedAccessToken(body),
    unifiedUserInfo: (body) => signIn.unifiedUserInfo(body),
    populationFacts: (body) => populationFacts(store, body),
    pushLicence: (body) => licences.push(body),
    cancelPermit: (body) => licences.cancel(body),
    queryLicence: (body) => licences.query(body),
    setLicenceStatus: (body) => licences.setStatus(body),
  };

  async function throughGateway(request: WireRequest): Promise<WireResponse> {
    const refusal = refuseUnsigned(request, options.gateway, realNow());
    if (refusal !== undefined) return refusal;
    const operation = operationAt(request.path.slice(`${prefix}${GATEWAY}`.length));
    if (operation === undefined) return refuseRoute();
    if (request.method !== 'POST') return json(405, { message: 'Method Not Allowed' });
    const run = (): Promise<WireResponse> => services[operation](request.body.toString('utf8'));
    try {
      return await (options.around?.(operation, run) ?? run());
    } catch (error) {
      if (error instanceof AwsError) return json(error.status, { message: error.code });
      throw error;
    }
  }

  const seedPeople = new Map(localPeople().map((person) => [person.id, person]));
  const crowdById = new Map(crowd.map((person) => [person.id, person]));
  const inCrowd = (id: string): LocalPerson | undefined => {
    const person = crowdById.get(id);
    return person && toLocalPerson(person);
  };
  return {
    async handler(request) {
      if (request.path.startsWith(`${prefix}${GATEWAY}/`)) return throughGateway(request);
      if (request.path === `${prefix}/staff/.well-known/openid-configuration`) return issuer.discovery();
      if (request.path === `${prefix}/staff/jwks`) return issuer.jwks();
      return json(404, { message: 'Not Found' });
    },
    gatewayUrl: () => `${origin()}${prefix}${GATEWAY}`,
    staffIssuerUrl,
    staffJwksUrl: () => `${staffIssuerUrl()}/jwks`,
    issueTicket: (personId, kind) => signIn.issueTicket(personId, kind),
    async issueStaffToken(staffId, amr) {
      if (!staffIds.has(staffId)) throw new RangeError(`No officer has the id ${staffId}`);
      return issuer.issue(staffId, amr);
    },
    addToWallet: (personId, licenceId) => licences.addToWallet(byId.get(personId)?.idNumber ?? '', licenceId),
    state: () => reported(store),
    people: () => [...localPeople(), ...crowd.map(toLocalPerson)],
    person: (id) => seedPeople.get(id) ?? inCrowd(id),
    reset: () => store.exclusive(() => plant(store, people)),
    close: () => store.close(),
  };
}

function operationAt(path: string): ProvinceOperation | undefined {
  const operations: readonly ProvinceOperation[] = Object.keys(PROVINCE_ROUTES).filter(
    (name): name is ProvinceOperation => name in PROVINCE_ROUTES,
  );
  return operations.find((operation) => PROVINCE_ROUTES[operation] === path);
}
