import type { World } from '../ports.ts';
import { buildWorld } from './aws-world.ts';

let current: World | undefined;
let build: () => World = buildWorld;

/**
 * Replaces the world that the container makes when the first request comes, with its clock or as a whole.
 * Nothing time-dependent is kept beside it.
 */
export function provideWorld(factory: () => World): void {
  build = factory;
  current = undefined;
}

/** The world of this container: the one at AWS unless another was provided. */
export function currentWorld(): World {
  current ??= build();
  return current;
}
