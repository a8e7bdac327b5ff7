import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { Language } from '../domain/wording.ts';
import type { AnyEndpoint } from './endpoint.ts';
import type { HttpEvent } from './http.ts';
import type { Problem } from './problem.ts';

/** What the browser may do with a page of ours: show it, and send its form back. No script at all. */
const POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/** What came as a form, name by name; undefined when it is no form. The last of several values of a name counts. */
export function formOf(event: HttpEvent): Readonly<Record<string, string>> | undefined {
  const type = event.headers['content-type']?.split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/x-www-form-urlencoded') return undefined;
  return Object.fromEntries(new URLSearchParams(bodyText(event)));
}

/** The body as text; the gateway hands over everything but JSON and text in base64. */
export function bodyText({ body = '', isBase64Encoded }: HttpEvent): string {
  return isBase64Encoded ? Buffer.from(body, 'base64').toString('utf8') : body;
}

/** Whether the answer is to be a page: the endpoint has pages, and was opened, or sent a form, by a browser. */
export function wantsPage(endpoint: AnyEndpoint, event: HttpEvent): boolean {
  const { method } = event.requestContext.http;
  return endpoint.pages !== undefined && (method === 'GET' || formOf(event) !== undefined);
}

/** A page as an answer. */
export function pageAnswer(
  status: number,
  html: string,
  headers: Readonly<Record<string, string>> = {},
): APIGatewayProxyStructuredResultV2 {
  return {
    statusCode: status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      vary: 'accept-language',
      'content-security-policy': POLICY,
      ...headers,
    },
    body: html,
  };
}

/** How an endpoint speaks to a browser without script. */
export interface Pages<Answered> {
  success(answered: Answered, language: Language): string;
  /** @param sent the form as it came, so that nobody types it again */
  problem(problem: Problem, language: Language, sent: Readonly<Record<string, string>>): string;
}

/** A page brings its own policy; the general one for data would forbid its form. Runs after all other headers are set. */
export function ownPagePolicy() {
  return {
    after({ response }: { response: APIGatewayProxyStructuredResultV2 | null }): void {
      const headers = response?.headers;
      if (headers?.['content-security-policy'] !== undefined) delete headers['Content-Security-Policy'];
    },
  };
}
