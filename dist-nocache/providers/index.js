import * as registry from './registry.js';
/** Every registered provider, in the order of their names. */
export const PROVIDERS = Object.values(registry);
