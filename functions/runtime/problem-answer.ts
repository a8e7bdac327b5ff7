import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { RuleError } from '../domain/rule-error.ts';
import type { HttpEvent } from './http.ts';
import { logFault, logInfo } from './log.ts';
import { languageOf, problemOf, type Problem } from './problem.ts';

/** A problem as an answer (RFC 9457), never kept by anybody on the way. */
export function problemAnswer(
  problem: Problem,
  headers: Readonly<Record<string, string>> = {},
): APIGatewayProxyStructuredResultV2 {
  return {
    statusCode: problem.status,
    headers: {
      'content-type': 'application/problem+json; charset=utf-8',
      'cache-control': 'no-store',
      ...headers,
    },
    body: JSON.stringify(problem),
  };
}

/** The router finds no endpoint, as for an id with `%2F` in it. @throws RuleError NOT_FOUND */
export function noSuchRoute(): never {
  throw new RuleError('NOT_FOUND');
}

/** Middleware: what fails outside every endpoint is answered as a problem too, and logged. Comes last in the chain. */
export function problemsOutsideEndpoints() {
  return {
    onError(request: {
      readonly event: HttpEvent;
      readonly error: Error | null;
      response: APIGatewayProxyStructuredResultV2 | null;
    }): void {
      const { event, error } = request;
      const problem = problemOf(error, languageOf(event.headers['accept-language']));
      const fields = {
        requestId: event.requestContext.requestId,
        status: problem.status,
        code: problem.code,
      };
      if (error instanceof RuleError) logInfo('request-refused', fields);
      else logFault('request-failed', error, fields);
      request.response = problemAnswer(problem);
    },
  };
}
