import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { post, type Usual } from './post-form.ts';
import { openScene, refusal, type Scene } from './scene.ts';

let scene: Scene;

beforeAll(async () => {
  scene = await openScene();
});
afterAll(() => scene.close());

describe('a form that is refused', () => {
  const cases: [string, string, (form: Usual) => void][] = [
    [
      'test_post_object_authenticated_request_bad_access_key',
      '403 InvalidAccessKeyId',
      ({ fields }) => (fields['x-amz-credential'] = 'foo/20260101/cn-northwest-1/s3/aws4_request'),
    ],
    [
      'test_post_object_invalid_access_key',
      '403 InvalidAccessKeyId',
      ({ fields }) => (fields['x-amz-credential'] = 'LACOLDIKA/20260101/cn-northwest-1/s3/aws4_request'),
    ],
    [
      'test_post_object_invalid_signature',
      '403 SignatureDoesNotMatch',
      ({ fields }) => (fields['x-amz-signature'] = '0'.repeat(64)),
    ],
    [
      'test_post_object_missing_signature',
      '400 InvalidArgument',
      ({ fields }) => (fields['x-amz-signature'] = undefined),
    ],
    ['test_post_object_no_key_specified', '400 InvalidArgument', ({ fields }) => (fields['key'] = undefined)],
    [
      'test_post_object_invalid_date_format',
      '400 InvalidPolicyDocument',
      ({ policy }) => (policy.expiration = '2130-01-01 10:00:00'),
    ],
    [
      'test_post_object_missing_policy_condition',
      '403 AccessDenied',
      ({ policy }) => (policy.conditions[1] = ['starts-with', '$key', 'other']),
    ],
    [
      'test_post_object_request_missing_policy_specified_field',
      '403 AccessDenied',
      ({ policy }) => policy.conditions.push(['starts-with', '$x-amz-meta-foo', 'bar']),
    ],
    [
      'test_post_object_condition_is_case_sensitive',
      '400 InvalidPolicyDocument',
      (form) =>
        (form.policy = { CONDITIONS: form.policy.conditions, expiration: form.policy.expiration } as never),
    ],
    [
      'test_post_object_expires_is_case_sensitive',
      '400 InvalidPolicyDocument',
      (form) =>
        (form.policy = { conditions: form.policy.conditions, EXPIRATION: form.policy.expiration } as never),
    ],
    [
      'test_post_object_missing_expires_condition',
      '400 InvalidPolicyDocument',
      (form) => (form.policy = { conditions: form.policy.conditions } as never),
    ],
    [
      'test_post_object_missing_conditions_list',
      '400 InvalidPolicyDocument',
      (form) => (form.policy = { expiration: form.policy.expiration } as never),
    ],
    [
      'test_post_object_expired_policy',
      '403 AccessDenied',
      ({ policy }) => (policy.expiration = '2020-01-01T00:00:00Z'),
    ],
    [
      'test_post_object_wrong_bucket',
      '403 AccessDenied',
      ({ policy }) => (policy.conditions[0] = { bucket: 'another' }),
    ],
    [
      'test_post_object_invalid_request_field_value',
      '403 AccessDenied',
      ({ policy, fields }) => {
        policy.conditions.push(['eq', '$x-amz-meta-foo', '']);
        fields['x-amz-meta-foo'] = 'barclamp';
      },
    ],
    [
      'test_post_object_upload_size_limit_exceeded',
      '400 EntityTooLarge',
      ({ policy }) => (policy.conditions[4] = ['content-length-range', 0, 0]),
    ],
    [
      'test_post_object_upload_size_below_minimum',
      '400 EntityTooSmall',
      ({ policy }) => (policy.conditions[4] = ['content-length-range', 512, 1000]),
    ],
    [
      'test_post_object_missing_content_length_argument',
      '400 InvalidPolicyDocument',
      ({ policy }) => (policy.conditions[4] = ['content-length-range', 0]),
    ],
    [
      'test_post_object_invalid_content_length_argument',
      '400 InvalidPolicyDocument',
      ({ policy }) => (policy.conditions[4] = ['content-length-range', -1, 0]),
    ],
    [
      'test_post_object_empty_conditions',
      '400 InvalidPolicyDocument',
      ({ policy }) => (policy.conditions = [{}]),
    ],
  ];

  it.each(cases)('%s', async (_name, told, change) => {
    const { Bucket, answer } = await post(scene, change);

    const code = /<Code>(\w+)<\/Code>/u.exec(await answer.text())?.[1];
    expect(`${answer.status} ${code}`).toBe(told);
    expect(await refusal(scene.read(Bucket, 'foo.txt'))).toBe('404 NoSuchKey');
  });
});
