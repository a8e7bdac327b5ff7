import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SpoiltAnswer, type WireHandler, type WireRequest, type WireResponse } from './wire.ts';

const LARGEST_BODY_BYTES = 64 * 1024 * 1024;
const SWEEP_EVERY_MILLIS = 20;
const CLOSED_WITHIN_MILLIS = 5_000;

/** The body is larger than the server takes. */
class BodyTooLarge extends Error {
  override readonly name = 'BodyTooLarge';
}

/**
 * Collects a request whole.
 * @param largestBodyBytes most bytes of body taken
 * @throws BodyTooLarge; the error of the connection when the client goes away
 */
async function toWire(message: IncomingMessage, largestBodyBytes = LARGEST_BODY_BYTES): Promise<WireRequest> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > largestBodyBytes) throw new BodyTooLarge(`The body exceeds ${largestBodyBytes} bytes`);
    chunks.push(chunk);
  }
  const [path = '/', ...query] = (message.url ?? '/').split('?');
  const headers = Object.entries(message.headers).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, Array.isArray(value) ? value.join(', ') : value] as const],
  );
  return {
    method: message.method ?? 'GET',
    path,
    rawQuery: query.join('?'),
    headers: Object.fromEntries(headers),
    body: Buffer.concat(chunks, size),
  };
}

/** Sends the answer and ends the response. A `content-length` is added, unless one is given (HEAD). */
function answer(response: ServerResponse, wire: WireResponse): void {
  const body = typeof wire.body === 'string' ? Buffer.from(wire.body) : wire.body;
  const length =
    wire.status === 204 || wire.status === 304 ? {} : { 'content-length': String(body?.length ?? 0) };
  response.writeHead(wire.status, { ...length, ...wire.headers });
  response.end(body);
}

/** Runs one exchange: whatever goes wrong, the client gets an answer; a fault's detail stays on stderr. */
async function exchange(
  handler: WireHandler,
  message: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    answer(response, await handler(await toWire(message)));
  } catch (error) {
    if (message.destroyed && !message.complete) return;
    if (error instanceof SpoiltAnswer) return spoil(error, response);
    const tooLarge = error instanceof BodyTooLarge;
    if (!tooLarge) console.error('A request to the embedded cloud failed', error);
    if (response.headersSent) response.destroy();
    else answer(response, { status: tooLarge ? 413 : 500, headers: { connection: 'close' } });
  }
}

/** What an ordered fault leaves of an answer. */
function spoil({ how }: SpoiltAnswer, response: ServerResponse): void {
  if (how === 'lost') response.destroy();
  else answer(response, { status: 200, headers: { 'content-type': 'text/html' }, body: '<html>502' });
}

/** A running server. */
export interface Served {
  /** `http://127.0.0.1:<port>`, without a closing slash. */
  readonly origin: string;
  readonly port: number;
  readonly server: Server;
  /** Takes no new connection, ends the idle ones, and waits for the answers under way, at most five seconds. */
  close(): Promise<void>;
}

/** Listens on loopback. @param options.port 0 for any free one @throws the error of the socket, such as EADDRINUSE */
export async function serve(
  handler: WireHandler,
  options: { readonly host?: '127.0.0.1'; readonly port: number },
): Promise<Served> {
  const host = options.host ?? '127.0.0.1';
  const server = createServer((message, response) => void exchange(handler, message, response));
  // SDK clients keep connections open for long; a short limit here makes them hit closed ones.
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, host, resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://${host}:${port}`,
    port,
    server,
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeIdleConnections();
      // A connection that is busy now falls idle later, and would be kept alive for a minute.
      const sweep = setInterval(() => server.closeIdleConnections(), SWEEP_EVERY_MILLIS);
      const end = setTimeout(() => server.closeAllConnections(), CLOSED_WITHIN_MILLIS);
      await closed;
      clearInterval(sweep);
      clearTimeout(end);
    },
  };
}
