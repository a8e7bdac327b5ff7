/** What every service of the embedded cloud speaks: one HTTP request in, one answer out. */
export interface WireRequest {
  readonly method: string;
  /** Path as sent, still percent-encoded, without the query. Signatures cover it. */
  readonly path: string;
  /** The query as sent, without the `?`, still encoded. */
  readonly rawQuery: string;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** What goes back over the wire; a body that is text is sent as UTF-8. */
export interface WireResponse {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

/** One AWS service, or the API: a request in, a response out. */
export type WireHandler = (request: WireRequest) => Promise<WireResponse>;

/** An error as an AWS service answers it: `code` is the service's own name for it. */
export class AwsError extends Error {
  override readonly name = 'AwsError';
  readonly code: string;
  readonly status: number;
  /** More fields of the error body, such as DynamoDB's `CancellationReasons`. */
  readonly fields: Readonly<Record<string, unknown>>;

  constructor(code: string, message: string, status = 400, fields: Readonly<Record<string, unknown>> = {}) {
    super(message);
    this.code = code;
    this.status = status;
    this.fields = fields;
  }
}

/** The call took effect, but whoever made it shall not get its answer: thrown up to the server, which spoils it. */
export class SpoiltAnswer extends Error {
  override readonly name = 'SpoiltAnswer';
  /** `lost`: the connection breaks; `garbled`: something comes back that is no answer. */
  readonly how: 'lost' | 'garbled';

  constructor(how: 'lost' | 'garbled') {
    super(`The answer is to be ${how}`);
    this.how = how;
  }
}
