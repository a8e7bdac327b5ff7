import type { Problem } from './answers.ts';
import type { Answer } from './client.ts';

/** `<pointer> <code>` of each defect that was told. */
export function defectsOf({ body }: Answer<Problem>): string[] {
  return body.errors.map(({ pointer, code }) => `${pointer} ${code}`);
}

/** What kind of answer it was. */
export function problemHead({ status, headers, body }: Answer<Problem>) {
  return { status, type: headers.get('content-type')?.split(';')[0], code: body.code };
}

/** `<status> <code>` of a refusal, the status alone of a success. */
export function outcomeOf({ status, body }: Answer<unknown>): string {
  return `${status} ${(body as { code?: string }).code ?? ''}`.trim();
}
