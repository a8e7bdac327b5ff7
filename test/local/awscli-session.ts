import { createHash, verify, createPublicKey } from 'node:crypto';
import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unpacked } from '../../functions/adapters/dynamo-value.ts';
import { submitted } from '../journeys/stories.ts';
import { Person } from '../journeys/client.ts';
import { FORM_OF_PERMIT_1 } from '../journeys/forms.ts';
import { Instruments } from '../journeys/instruments.ts';
import { startForJourney } from '../support/journey-product.ts';
import { AwsCli, refused } from './awscli-runner.ts';
import { stepfunctions } from './awscli-step-functions.ts';

/**
 * Debian's `awscli`, unmodified, in a session with every service of the embedded cloud; `node
 * test/local/awscli-session.ts`. Needs `apt-get install -y awscli`, and says so where it is missing. Prints one line
 * a service; exit 1 at the first answer that is not AWS's.
 */
const product = await startForJourney();
const folder = await mkdtemp(join(tmpdir(), 'huren-awscli-'));
try {
  const aws = await AwsCli.of(product);
  console.log(await aws.version());
  const applicant = await Person.signIn(product.origin, 'permit-1');
  const { id } = await submitted(applicant, FORM_OF_PERMIT_1);
  const local = new Instruments(product.origin);
  await local.atState(id, 'AwaitAcceptance');
  const sessions = { dynamodb, s3api, kms, sns, stepfunctions };
  for (const [name, session] of Object.entries(sessions))
    console.log(JSON.stringify({ service: name, answers: await session(aws, id, local) }));
} finally {
  await product.stop();
  await rm(folder, { recursive: true, force: true });
}

async function dynamodb(aws: AwsCli, id: string): Promise<number> {
  const tables = await aws.did('dynamodb', 'list-tables');
  const [name = ''] = tables['TableNames'] as string[];
  const described = await aws.did('dynamodb', 'describe-table', '--table-name', name);
  const table = described['Table'] as { TableStatus: string; KeySchema: { AttributeName: string }[] };
  assert.equal(table.TableStatus, 'ACTIVE');
  assert.deepEqual(
    table.KeySchema.map(({ AttributeName }) => AttributeName),
    ['pk', 'sk'],
  );
  const key = JSON.stringify({ pk: { S: `CASE#${id}` }, sk: { S: 'RECORD' } });
  const got = await aws.did('dynamodb', 'get-item', '--table-name', name, '--key', key);
  const { S, B } = (got['Item'] as { value: { S?: string; B?: string } }).value;
  const value = unpacked(B === undefined ? { S: S ?? '' } : { B: Buffer.from(B, 'base64') });
  assert.equal((value as { id: string }).id, id);
  const values = JSON.stringify({ ':pk': { S: `CASE#${id}` }, ':sk': { S: 'EVENT#' } });
  const condition = 'pk = :pk AND begins_with(sk, :sk)';
  const found = await aws.did(
    'dynamodb',
    'query',
    '--table-name',
    name,
    '--key-condition-expression',
    condition,
    '--expression-attribute-values',
    values,
  );
  assert.ok(Number(found['Count']) >= 3);
  const missing = await aws.say('dynamodb', 'describe-table', '--table-name', 'no-such-table');
  assert.equal(missing.error?.code, 'ResourceNotFoundException');
  return 5;
}

async function s3api(aws: AwsCli): Promise<number> {
  const [sent, back] = [join(folder, 'sent.txt'), join(folder, 'back.txt')];
  await writeFile(sent, '一人一档\n');
  const at = (bucket: string, key: string) => ['--bucket', bucket, '--key', key];
  const put = await aws.did('s3api', 'put-object', ...at('materials', '甲/乙.txt'), '--body', sent);
  assert.equal(put['ETag'], `"${createHash('md5').update('一人一档\n').digest('hex')}"`);
  assert.ok(put['VersionId']);
  const head = await aws.did('s3api', 'head-object', ...at('materials', '甲/乙.txt'));
  assert.equal(head['ContentLength'], 13);
  await aws.did('s3api', 'get-object', ...at('materials', '甲/乙.txt'), back);
  assert.equal(await readFile(back, 'utf8'), '一人一档\n');
  const source = 'materials/甲/乙.txt';
  await aws.did('s3api', 'copy-object', ...at('archive', 'copy.txt'), '--copy-source', source);
  const listed = await aws.did('s3api', 'list-objects-v2', '--bucket', 'archive', '--prefix', 'copy');
  assert.deepEqual(
    (listed['Contents'] as { Key: string }[]).map(({ Key }) => Key),
    ['copy.txt'],
  );
  const hold = ['--legal-hold', 'Status=ON'];
  await aws.did('s3api', 'put-object-legal-hold', ...at('archive', 'copy.txt'), ...hold);
  const held = await aws.did('s3api', 'get-object-legal-hold', ...at('archive', 'copy.txt'));
  assert.deepEqual(held['LegalHold'], { Status: 'ON' });
  const versions = await aws.did('s3api', 'list-object-versions', '--bucket', 'archive', '--prefix', 'copy');
  const [version] = versions['Versions'] as { VersionId: string }[];
  const removal = ['--version-id', version?.VersionId ?? ''];
  const kept = await aws.say('s3api', 'delete-object', ...at('archive', 'copy.txt'), ...removal);
  assert.equal(kept.error?.code, 'AccessDenied');
  const absent = await aws.say('s3api', 'get-object', ...at('materials', 'none'), back);
  assert.equal(absent.error?.code, 'NoSuchKey');
  refused(
    await aws.say('s3api', 'create-multipart-upload', ...at('materials', 'big')),
    'CreateMultipartUpload',
  );
  refused(await aws.say('s3api', 'get-bucket-policy', '--bucket', 'materials'), 'policy');
  return 12;
}

async function kms(aws: AwsCli): Promise<number> {
  const message = Buffer.from('互认').toString('base64');
  const key = ['--key-id', 'alias/huren-licence'];
  const algorithm = ['--signing-algorithm', 'ECDSA_SHA_256'];
  const signed = await aws.did('kms', 'sign', ...key, '--message', message, ...algorithm);
  const signature = String(signed['Signature']);
  const half = await aws.did('kms', 'get-public-key', ...key);
  const der = Buffer.from(String(half['PublicKey']), 'base64');
  const publicKey = createPublicKey({ key: der, format: 'der', type: 'spki' });
  assert.ok(verify('sha256', Buffer.from('互认'), publicKey, Buffer.from(signature, 'base64')));
  const check = ['kms', 'verify', ...key, '--message', message, ...algorithm, '--signature'];
  assert.equal((await aws.say(...check, signature)).json['SignatureValid'], true);
  const forged = Buffer.from(signature, 'base64');
  forged[forged.length - 1] = (forged.at(-1) ?? 0) ^ 1;
  assert.equal(
    (await aws.say(...check, forged.toString('base64'))).error?.code,
    'KMSInvalidSignatureException',
  );
  const mac = ['--key-id', 'alias/huren-lookup', '--message', message, '--mac-algorithm', 'HMAC_SHA_256'];
  const made = await aws.did('kms', 'generate-mac', ...mac);
  const again = await aws.did('kms', 'generate-mac', ...mac);
  assert.equal(made['Mac'], again['Mac']);
  const unknown = await aws.say('kms', 'describe-key', '--key-id', 'alias/none');
  assert.equal(unknown.error?.code, 'NotFoundException');
  refused(await aws.say('kms', 'schedule-key-deletion', ...key), 'ScheduleKeyDeletion');
  return 8;
}

async function sns(aws: AwsCli): Promise<number> {
  const publish = ['sns', 'publish', '--phone-number', '+8613900000001', '--message', '您好'];
  const first = await aws.did(...publish);
  const second = await aws.did(...publish);
  assert.ok(first['MessageId']);
  assert.notEqual(first['MessageId'], second['MessageId']);
  const { TopicArn } = await aws.did('sns', 'create-topic', '--name', 'notices');
  const topics = await aws.did('sns', 'list-topics');
  assert.deepEqual(topics['Topics'], [{ TopicArn }]);
  const wrong = await aws.say('sns', 'publish', '--phone-number', '12', '--message', '您好');
  assert.equal(wrong.error?.code, 'InvalidParameter');
  refused(await aws.say('sns', 'list-phone-numbers-opted-out'), 'ListPhoneNumbersOptedOut');
  return 6;
}
