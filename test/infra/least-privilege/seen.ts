import { type Setting, SETTINGS } from '../../../functions/runtime/env.ts';
import { type CloudCall, cloudCalls } from './cloud-call.ts';
import type { Recording } from './recording.ts';
import type { Stack, StackFunction } from './stack.ts';

/** Who sends the short messages. */
export type Route = 'sns' | 'gateway';

/** What was seen, by who sent the short messages. */
export type Recordings = Readonly<Record<Route, Recording>>;

/** Everything a function asks of IAM where short messages go this way. @throws where it is not told of a thing it used */
export function callsOn(
  route: Route,
  fn: StackFunction,
  { gateway, sns }: Recordings,
  stack: Stack,
): readonly CloudCall[] {
  const calls = [gateway, sns].flatMap((recording) => cloudCalls(fn, recording, stack));
  return route === 'sns' ? calls : calls.filter(({ action }) => !action.startsWith('sns:'));
}

/** What a function reads and is not told, and what it is told and never reads, a line each. */
export function settingsAmiss(
  route: Route,
  { name, environment }: StackFunction,
  recordings: Recordings,
): string[] {
  const read = new Set(readOn(route, name, recordings));
  const told = new Set(Object.keys(environment));
  return [
    ...[...read]
      .filter((variable) => !told.has(variable))
      .map((variable) => `${name} is not told ${variable}`),
    ...[...told]
      .filter((variable) => !read.has(variable))
      .map((variable) => `${name} never reads ${variable}`),
  ];
}

/** The variables a function reads where short messages go this way. */
function readOn(route: Route, name: string, recordings: Recordings): string[] {
  const read = Object.values(recordings).flatMap(({ settings }) => [...(settings.get(name) ?? [])]);
  // Whoever asks for the way reads what leads there, as everybody does who went it.
  const sender = read.includes('smsRoute')
    ? [...recordings[route].settings.values()].flatMap((settings) => [...settings].filter(isOfSender))
    : [];
  const all = [...read.filter((setting) => !isOfSender(setting)), ...sender];
  return all.map((setting) => SETTINGS[setting]);
}

function isOfSender(setting: Setting): boolean {
  return setting.startsWith('sms');
}
