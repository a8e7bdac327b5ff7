import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

/**
 * A condition under which a key serves only calls that the service makes for the function, and only for this thing.
 * Both endings of a service's name are listed: documents of the Chinese partition show either, and only AWS can set them.
 * @param service such as `s3`
 * @param context key and value of the encryption context that the service sends
 */
export function viaService(scope: Construct, service: string, [key, value]: readonly [string, string]) {
  const { region } = Stack.of(scope);
  return {
    StringEquals: {
      'kms:ViaService': ['amazonaws.com', 'amazonaws.com.cn'].map(
        (suffix) => `${service}.${region}.${suffix}`,
      ),
      [`kms:EncryptionContext:${key}`]: value,
    },
  };
}
