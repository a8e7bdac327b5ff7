import { GetObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { post, type Usual } from './post-form.ts';
import { openScene, type Scene } from './scene.ts';

let scene: Scene;

beforeAll(async () => {
  scene = await openScene();
});
afterAll(() => scene.close());

const url = (Bucket: string) => `${scene.cloud.client.endpoint}/${Bucket}`;

describe('a form that is taken', () => {
  const cases: [string, (form: Usual, bucket: string) => void][] = [
    ['test_post_object_authenticated_request', () => undefined],
    [
      'test_post_object_authenticated_no_content_type',
      ({ policy, fields }) => {
        delete fields['Content-Type'];
        policy.conditions.splice(3, 1);
      },
    ],
    [
      'test_post_object_set_key_from_filename',
      (form) => {
        form.fields['key'] = '${filename}';
        form.fileName = 'foo.txt';
      },
    ],
    ['test_post_object_ignored_header', ({ fields }) => (fields['x-ignore-foo'] = 'bar')],
    [
      'test_post_object_case_insensitive_condition_fields',
      (form, bucket) => {
        form.policy.conditions = [
          { bUcKeT: bucket },
          ['starts-with', '$KeY', 'foo'],
          { AcL: 'private' },
          ['starts-with', '$CoNtEnT-TyPe', 'text/plain'],
          ['content-length-range', 0, 1024],
        ];
        form.fields = { kEy: 'foo.txt', aCl: 'private', 'CoNtEnT-TyPe': 'text/plain' };
      },
    ],
    [
      'test_post_object_upload_larger_than_chunk',
      (form) => {
        form.policy.conditions[4] = ['content-length-range', 0, 5 * 1024 * 1024];
        form.file = 'foo'.repeat(1024 * 1024);
      },
    ],
    [
      'test_post_object_upload_size_rgw_chunk_size_bug',
      (form) => {
        form.policy.conditions[4] = ['content-length-range', 4 * 2 ** 20, 12 * 2 ** 20];
        form.file = 'x'.repeat(4 * 2 ** 20 + 200);
      },
    ],
  ];

  it.each(cases)('%s', async (_name, change) => {
    const { Bucket, form, answer } = await post(scene, change);

    expect([answer.status, await answer.text()]).toEqual([204, '']);
    expect(await scene.read(Bucket, 'foo.txt')).toBe(form.file);
  });

  it('test_post_object_escaped_field_values', async () => {
    const { Bucket, answer } = await post(scene, ({ policy, fields }) => {
      policy.conditions[1] = ['starts-with', '$key', String.raw`\$foo`];
      fields['key'] = String.raw`\$foo.txt`;
    });

    expect(answer.status).toBe(204);
    expect(await scene.read(Bucket, String.raw`\$foo.txt`)).toBe('bar');
  });

  it('test_post_object_user_specified_header', async () => {
    const { Bucket, answer } = await post(scene, ({ policy, fields }) => {
      policy.conditions.push(['starts-with', '$x-amz-meta-foo', 'bar']);
      fields['x-amz-meta-foo'] = 'barclamp';
    });

    expect(answer.status).toBe(204);
    expect((await scene.head(Bucket, 'foo.txt')).Metadata).toEqual({ foo: 'barclamp' });
  });

  it.each([
    ['test_post_object_set_success_code', '201', 201, '<Key>foo.txt</Key>'],
    ['test_post_object_set_invalid_success_code', '404', 204, ''],
  ])('%s', async (_name, asked, status, text) => {
    const { answer } = await post(scene, ({ policy, fields }) => {
      policy.conditions.push({ success_action_status: asked });
      fields['success_action_status'] = asked;
    });

    expect(answer.status).toBe(status);
    expect(await answer.text()).toContain(text);
  });

  it('test_post_object_success_redirect_action', async () => {
    const { Bucket, answer } = await post(scene, ({ policy, fields }, bucket) => {
      policy.conditions.push(['eq', '$success_action_redirect', url(bucket)]);
      fields['success_action_redirect'] = url(bucket);
    });
    const { ETag } = await scene.s3.send(new GetObjectCommand({ Bucket, Key: 'foo.txt' }));

    const query = `bucket=${Bucket}&key=foo.txt&etag=${encodeURIComponent(ETag ?? '')}`;
    expect(answer.status).toBe(303);
    expect(answer.headers.get('location')).toBe(`${url(Bucket)}?${query}`);
  });

  it('test_post_object_upload_checksum', async () => {
    const changed = (value: string) =>
      post(scene, (form) => {
        form.policy.conditions[4] = ['content-length-range', 0, 5 * 2 ** 20];
        form.policy.conditions.push(['starts-with', '$x-amz-checksum-sha256', '']);
        form.fields['x-amz-checksum-sha256'] = value;
        form.file = 'x'.repeat(2 * 2 ** 20);
      });

    expect((await changed('aTL9MeXa9HObn6eP93eygxsJlcwdCwCTysgGAZAgE7w=')).answer.status).toBe(204);
    expect((await changed('sailorjerry')).answer.status).toBe(400);
  });
});
