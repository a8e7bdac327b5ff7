import type { HttpEvent } from '../../functions/runtime/http.ts';

/** A call as the gateway hands it on; a form comes in base64, as it does there. */
export function httpEvent(
  method: string,
  path: string,
  sent: {
    readonly json?: unknown;
    readonly form?: Readonly<Record<string, string>>;
    readonly headers?: Readonly<Record<string, string>>;
  } = {},
): HttpEvent {
  const { json, form, headers } = sent;
  const text = form ? new URLSearchParams(form).toString() : json === undefined ? '' : JSON.stringify(json);
  const type = form ? 'application/x-www-form-urlencoded;charset=UTF-8' : 'application/json';
  return {
    version: '2.0',
    routeKey: `${method} ${path}`,
    rawPath: path,
    rawQueryString: '',
    headers: { ...(text && { 'content-type': type }), ...headers },
    requestContext: { http: { method, path }, requestId: 'request-1', stage: '$default' },
    ...(text && { body: form ? Buffer.from(text).toString('base64') : text }),
    isBase64Encoded: form !== undefined,
  } as unknown as HttpEvent;
}
