import { AwsError } from '../wire.ts';

/** A form with one file, as a browser sends it. */
export interface Form {
  /** Lower-case names, without the file. What comes after the file is not read, as at S3. */
  readonly fields: ReadonlyMap<string, string>;
  readonly file: Buffer;
  /** Empty when the part names none. */
  readonly fileName: string;
}

const LONGEST_FIELD_BYTES = 20_480;

/** @param contentType with its boundary @throws AwsError MalformedPOSTRequest or InvalidArgument */
export function parseForm(contentType: string, body: Buffer): Form {
  const [, quoted, bare] = /boundary=(?:"([^"]+)"|([^;\s]+))/iu.exec(contentType) ?? [];
  const boundary = quoted ?? bare;
  if (boundary === undefined) throw malformed();
  const fields = new Map<string, string>();
  const delimiter = Buffer.from(`\r\n--${boundary}`);
  // The first delimiter has no line end before it.
  let at = body.indexOf(delimiter.subarray(2));
  if (at !== 0) throw malformed();
  at = delimiter.length - 2;
  while (body.toString('latin1', at, at + 2) === '\r\n') {
    const headEnd = body.indexOf('\r\n\r\n', at);
    const end = body.indexOf(delimiter, headEnd + 2);
    if (headEnd < 0 || end < 0) throw malformed();
    const head = body.toString('utf8', at + 2, headEnd);
    const [, name] = /;\s*name="([^"]*)"/iu.exec(head) ?? [];
    if (name === undefined) throw malformed();
    const content = body.subarray(Math.min(headEnd + 4, end), end);
    if (name.toLowerCase() === 'file') {
      const [, fileName = ''] = /;\s*filename="([^"]*)"/iu.exec(head) ?? [];
      return { fields, file: content, fileName };
    }
    if (content.length > LONGEST_FIELD_BYTES) throw malformed();
    fields.set(name.toLowerCase(), content.toString());
    at = end + delimiter.length;
  }
  throw new AwsError('InvalidArgument', 'POST requires exactly one file upload per request.');
}

function malformed(): AwsError {
  const words = 'The body of your POST request is not well-formed multipart/form-data.';
  return new AwsError('MalformedPOSTRequest', words);
}
