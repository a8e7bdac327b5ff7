import { randomUUID } from 'node:crypto';
import type { FaultBook } from './faults.ts';
import { escapeXml, tag } from './s3/xml.ts';
import { operationOf } from './s3/operation.ts';
import { verifySignature, type Credentials } from './sigv4.ts';
import type { Dialect } from './sigv4-errors.ts';
import { AwsError, type WireHandler, type WireRequest, type WireResponse } from './wire.ts';

/** The services behind the one endpoint, and what every call must agree with. */
export interface AwsEndpointOptions {
  /** Path under which all services answer, without a closing slash, such as `/_local/aws`. */
  readonly prefix: string;
  readonly credentials: Credentials;
  readonly region: string;
  readonly dynamo: WireHandler;
  readonly stepFunctions: WireHandler;
  readonly kms: WireHandler;
  readonly sns: WireHandler;
  /** Verifies its signatures itself: they may be in the header, the query or a form. */
  readonly s3: WireHandler;
  readonly faults: FaultBook;
}

/** A service and operation under the names that `FaultBook` and IAM use. */
interface Destination {
  readonly service: string;
  readonly operation: string;
  readonly dialect: Dialect;
}

/** Prefix of `X-Amz-Target` → the service's name in a credential scope. */
const TARGETS = new Map([
  ['DynamoDB_20120810', 'dynamodb'],
  ['AWSStepFunctions', 'states'],
  ['TrentService', 'kms'],
]);

/** The same services by two ways. */
export interface AwsEndpoint {
  /** For whoever comes over the wire. */
  readonly signed: WireHandler;
  /** For callers in this process: signatures are not looked at, but at S3. */
  readonly trusted: WireHandler;
}

/**
 * One handler for all services, for clients set to `AWS_ENDPOINT_URL=http://127.0.0.1:<port><prefix>`.
 * It verifies the signature, lets an ordered fault happen, and answers every `AwsError` in the form of the
 * service's own protocol. What is not built is 501, by name.
 */
export function createAwsEndpoint(options: AwsEndpointOptions): AwsEndpoint {
  const handlers = new Map([
    ['dynamodb', options.dynamo],
    ['states', options.stepFunctions],
    ['kms', options.kms],
    ['sns', options.sns],
    ['s3', options.s3],
  ]);
  const handle = async (request: WireRequest, signed: boolean): Promise<WireResponse> => {
    let destination: Destination = { service: 's3', operation: 'unknown', dialect: 's3' };
    try {
      destination = destinationOf(request, options.prefix);
      const { service, operation, dialect } = destination;
      const handler = handlers.get(service);
      if (handler === undefined) {
        throw new AwsError('NotImplemented', `The embedded cloud has no service ${service}`, 501);
      }
      if (signed && service !== 's3') verifySignature(request, { ...options, service, dialect });
      return await options.faults.around(service, operation, (sent = request) => handler(sent), request);
    } catch (error) {
      return errorAnswer(error, request, destination);
    }
  };
  return { signed: (request) => handle(request, true), trusted: (request) => handle(request, false) };
}

/** Tells from headers, path and body which operation of which service is meant. @throws AwsError InvalidURI */
function destinationOf(request: WireRequest, prefix: string): Destination {
  const [target, operation = ''] = (request.headers['x-amz-target'] ?? '').split('.');
  const scoped = scopedService(request);
  if (target) return { service: TARGETS.get(target) ?? scoped ?? target, operation, dialect: 'json' };
  const form = request.headers['content-type']?.startsWith('application/x-www-form-urlencoded');
  if (form && request.method === 'POST' && (request.path === `${prefix}/` || request.path === prefix)) {
    const action = new URLSearchParams(request.body.toString()).get('Action') ?? '';
    return { service: scoped ?? 'sns', operation: action, dialect: 'query' };
  }
  if (scoped !== undefined && scoped !== 's3')
    return { service: scoped, operation: request.path, dialect: 'json' };
  return { service: 's3', operation: operationOf(request, prefix).name, dialect: 's3' };
}

/** The service that the client says it signed for. */
function scopedService({ headers }: WireRequest): string | undefined {
  return /Credential=[^/]+\/\d+\/[^/]+\/([^/]+)\//u.exec(headers['authorization'] ?? '')?.[1];
}

/** The error in the protocol's own form. Anything but an `AwsError` is a fault: 500, its detail on stderr only. */
function errorAnswer(
  error: unknown,
  request: WireRequest,
  { service, operation, dialect }: Destination,
): WireResponse {
  if (!(error instanceof AwsError)) console.error(`${service} ${operation} failed`, error);
  const fault =
    error instanceof AwsError ? error : new AwsError(FAULT_CODE[dialect], 'Internal failure', 500);
  return RENDER[dialect](fault, request, randomUUID());
}

const FAULT_CODE: Readonly<Record<Dialect, string>> = {
  s3: 'InternalError',
  json: 'InternalServerError',
  query: 'InternalFailure',
};

const RENDER: Readonly<Record<Dialect, (error: AwsError, request: WireRequest, id: string) => WireResponse>> =
  {
    json: (error, request, id) => ({
      status: error.status,
      headers: {
        'content-type': request.headers['content-type'] ?? 'application/x-amz-json-1.0',
        'x-amzn-requestid': id,
        'x-amzn-errortype': error.code,
      },
      body: JSON.stringify({ __type: error.code, message: error.message, ...error.fields }),
    }),
    query: (error, _request, id) => ({
      status: error.status,
      headers: { 'content-type': 'text/xml', 'x-amzn-requestid': id },
      body: `<ErrorResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><Error><Type>${error.status < 500 ? 'Sender' : 'Receiver'}</Type><Code>${escapeXml(error.code)}</Code><Message>${escapeXml(error.message)}</Message></Error><RequestId>${id}</RequestId></ErrorResponse>`,
    }),
    s3: (error, request, id) => {
      const told: [string, unknown][] = Object.entries({
        Resource: request.path,
        RequestId: id,
        ...error.fields,
      });
      const lines = [
        tag('Code', error.code),
        tag('Message', error.message),
        ...told.map(([name, value]) => tag(name, String(value))),
      ];
      const headers = { 'content-type': 'application/xml', 'x-amz-request-id': id };
      const body = `<?xml version="1.0" encoding="UTF-8"?>\n<Error>${lines.join('')}</Error>`;
      return request.method === 'HEAD' || error.status === 304
        ? { status: error.status, headers: { 'x-amz-request-id': id } }
        : { status: error.status, headers, body };
    },
  };
