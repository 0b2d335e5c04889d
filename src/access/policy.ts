import type { Permission } from './role.ts';

/**
 * What a route asks of its caller: a permission somewhere in the tree, only that there is a known caller, or nothing.
 * There is no other way to declare a route, so one that nobody thought about does not exist.
 */
export type Policy = Permission | 'signed-in' | 'public';
