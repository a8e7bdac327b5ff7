import * as z from 'zod';
import { AwsError } from '../wire.ts';

/** The name of a machine or an execution, by its length; `checkName` looks at its characters. */
export const nameField = z.string().min(1).max(80);

const NAME = /^[^\s<>{}[\]?*"#%\\^|~`$&,;:/\p{Cc}\p{Cs}\uFFFE\uFFFF\u{10FFFF}]+$/u;

/** @throws AwsError InvalidName */
export function checkName(name: string): void {
  if (!NAME.test(name)) throw new AwsError('InvalidName', `Invalid Name: '${name}'`);
}

/** @throws AwsError InvalidArn when it is not the ARN of anything of this kind */
export function checkArn(arn: string, kind: 'stateMachine' | 'execution'): void {
  const [prefix, partition, service, , , resource, ...name] = arn.split(':');
  const fits = prefix === 'arn' && partition?.startsWith('aws') === true && service === 'states';
  if (!fits || resource !== kind || name.join(':') === '')
    throw new AwsError('InvalidArn', `Invalid Arn: '${arn}'`);
}
