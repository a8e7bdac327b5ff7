import type { Touch } from '../../functions/touches.ts';
import { COUNTY_FILE } from './bundle.ts';
import { grantAnswering, grantOperating, grantReading, grantStarting } from './casework-grants.ts';
import type { Keys } from './keys.ts';
import type { Messaging } from './messaging.ts';
import {
  grantArchive,
  grantExamining,
  grantKeeping,
  grantKept,
  grantRemoving,
  grantUploads,
} from './object-grants.ts';
import type { Outside } from './outside.ts';
import type { ProductFunction } from './product-function.ts';
import type { Storage } from './storage.ts';
import { grantItems, grantQueue } from './table-grants.ts';

export interface Capabilities {
  readonly keys: Keys;
  readonly storage: Storage;
  readonly messaging: Messaging;
  readonly outside: Outside;
  /** ARN of the machine. */
  readonly workflow: string;
}

/** What each touch of the manifest means here: permission and settings together. */
export type Grants = Readonly<Record<Touch, (fn: ProductFunction) => void>>;

/** Total: a new touch does not compile until someone has chosen its grant. */
export function grantsOf({ keys, storage, messaging, outside, workflow }: Capabilities): Grants {
  return {
    county: (fn) => fn.set('countyFile', COUNTY_FILE),
    'table-get': (fn) => grantItems(fn, storage, 'GetItem'),
    'table-query': (fn) => grantItems(fn, storage, 'Query'),
    'table-put': (fn) => grantItems(fn, storage, 'PutItem'),
    'table-update': (fn) => grantItems(fn, storage, 'UpdateItem'),
    'table-delete': (fn) => grantItems(fn, storage, 'DeleteItem'),
    'queue-query': (fn) => grantQueue(fn, storage),
    'quarantine-upload': (fn) => grantUploads(fn, storage),
    'quarantine-read': (fn) => grantExamining(fn, storage),
    'quarantine-remove': (fn) => grantRemoving(fn, storage),
    'materials-keep': (fn) => grantKeeping(fn, storage),
    'materials-read': (fn) => grantKept(fn, storage),
    archive: (fn) => grantArchive(fn, storage),
    'lookup-key': (fn) => keys.grantLookup(fn),
    'licence-key': (fn) => keys.grantLicenceSigning(fn),
    'licence-public-key': (fn) => keys.grantLicencePublicKey(fn),
    'session-key': (fn) => keys.grantSessions(fn),
    'sign-in': (fn) => outside.grantSignIn(fn),
    'workflow-start': (fn) => grantStarting(fn, workflow, keys.transit),
    'workflow-operate': (fn) => grantOperating(fn, workflow, keys.transit),
    'workflow-answer': (fn) => grantAnswering(fn, workflow, keys.transit),
    'workflow-read': (fn) => grantReading(fn, workflow, keys.transit),
    sms: (fn) => messaging.grantSms(fn),
    province: (fn) => outside.grantProvince(fn),
  };
}
