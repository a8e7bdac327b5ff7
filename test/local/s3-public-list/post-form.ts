import { createHmac } from 'node:crypto';
import type { Scene } from './scene.ts';
import { CREDENTIALS, REGION } from '../../support/embedded-aws.ts';

const DAY = new Date().toISOString().slice(0, 10).replaceAll('-', '');
const SCOPE = `${DAY}/${REGION}/s3/aws4_request`;

/** What a form says. Signed anew after every change, as one who has the key would. */
interface Form {
  /** The policy before it is encoded; by rights with `expiration` and `conditions`. */
  policy: { expiration?: string; conditions?: unknown[] } & Record<string, unknown>;
  /** Fields beside those of the signature; one that is undefined is left out. */
  fields: Record<string, string | undefined>;
  file: string;
  fileName: string;
}

/** A form whose policy still has both its parts. */
export type Usual = Form & { policy: { expiration: string; conditions: unknown[] } };

/** The form that most tests of the list begin with: key, type and size in a policy of 100 minutes. */
function usualForm(bucket: string): Usual {
  return {
    policy: {
      expiration: new Date(Date.now() + 6_000_000).toISOString(),
      conditions: [
        { bucket },
        ['starts-with', '$key', 'foo'],
        { acl: 'private' },
        ['starts-with', '$Content-Type', 'text/plain'],
        ['content-length-range', 0, 1024],
      ],
    },
    fields: { key: 'foo.txt', acl: 'private', 'Content-Type': 'text/plain' },
    file: 'bar',
    fileName: 'file',
  };
}

/** Sends the form. The policy also names the fields of the newer kind of signature, which the list does not know. */
async function send(url: string, form: Form): Promise<Response> {
  const { conditions } = form.policy;
  const own = {
    'x-amz-algorithm': 'AWS4-HMAC-SHA256',
    'x-amz-credential': `${CREDENTIALS.accessKeyId}/${SCOPE}`,
  };
  const date = { 'x-amz-date': `${DAY}T000000Z` };
  const named = Object.entries({ ...own, ...date }).map(([name, value]) => ({ [name]: value }));
  const whole = Array.isArray(conditions)
    ? { ...form.policy, conditions: [...conditions, ...named] }
    : form.policy;
  const policy = Buffer.from(JSON.stringify(whole)).toString('base64');
  const fields = { ...own, ...date, policy, 'x-amz-signature': signatureOf(policy), ...form.fields };
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) if (value !== undefined) body.append(name, value);
  body.append('file', new Blob([form.file]), form.fileName);
  return fetch(url, { method: 'POST', body, redirect: 'manual' });
}

/** Sends the usual form, changed, to a new bucket. */
export async function post(
  scene: Scene,
  change: (form: Usual, bucket: string) => void,
): Promise<{ Bucket: string; form: Usual; answer: Response }> {
  const Bucket = await scene.bucket();
  const form = usualForm(Bucket);
  change(form, Bucket);
  return { Bucket, form, answer: await send(`${scene.cloud.client.endpoint}/${Bucket}`, form) };
}

function signatureOf(policy: string): string {
  const parts = SCOPE.split('/');
  const first = Buffer.from(`AWS4${CREDENTIALS.secretAccessKey}`);
  const key = parts.reduce<Buffer>(
    (secret, part) => createHmac('sha256', secret).update(part).digest(),
    first,
  );
  return createHmac('sha256', key).update(policy).digest('hex');
}
