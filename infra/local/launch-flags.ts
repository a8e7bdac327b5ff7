/**
 * How `npm start` runs Node, and whoever measures the product must: the heap may grow by half over what is live before
 * it is collected, not to a multiple of it. No limit: what is needed is still taken.
 */
export const LAUNCH_FLAGS = ['--heap-growing-percent=50', '--max-semi-space-size=8'] as const;
