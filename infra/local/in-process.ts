import type { AwsTransport } from '../../functions/adapters/aws-transport.ts';
import type { WireHandler } from './wire.ts';

/**
 * The way of the product's own SDK clients to the services in the same process: no socket, and no signature, since
 * nobody else can come this way. The protocol's bytes are the same as over HTTP, and so are faults and their answers.
 * @param handler the endpoint without its check of signatures
 */
export function inProcessTransport(handler: WireHandler): AwsTransport {
  return {
    signer: { sign: unsigned },
    needless: HEADERS_OF_A_NETWORK,
    requestHandler: {
      async handle({ method, path, headers, body }: Sent) {
        const named = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value] as const);
        const answer = await handler({
          method,
          path,
          rawQuery: '',
          headers: Object.fromEntries(named),
          body: toBuffer(body),
        });
        const sent = typeof answer.body === 'string' ? Buffer.from(answer.body) : answer.body;
        return {
          response: {
            statusCode: answer.status,
            headers: { ...answer.headers },
            body: sent ?? new Uint8Array(),
          },
        };
      },
    },
  };
}

/** They name the caller, the host, the length and a chain of Lambdas. */
const HEADERS_OF_A_NETWORK = [
  'getUserAgentMiddleware',
  'hostHeaderMiddleware',
  'contentLengthMiddleware',
  'recursionDetectionMiddleware',
];

/** What the SDK's clients hand to a request handler, as far as it is read here. */
interface Sent {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** Database engines refuse calls that bear no signature at all; none of them checks it. */
const PLACEHOLDER =
  'AWS4-HMAC-SHA256 Credential=local/20260101/local/local/aws4_request, SignedHeaders=host, Signature=none';

function unsigned<Request extends { headers: Record<string, string> }>(request: Request): Promise<Request> {
  request.headers['authorization'] = PLACEHOLDER;
  request.headers['x-amz-date'] = '20260101T000000Z';
  return Promise.resolve(request);
}

/** Bodies of the JSON protocols are text or bytes; streams are S3's. */
function toBuffer(body: unknown): Buffer {
  if (typeof body === 'string') return Buffer.from(body);
  if (body instanceof Uint8Array) return Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  if (body === undefined) return Buffer.alloc(0);
  throw new TypeError('Only JSON protocols go in process');
}
