/**
 * Whose calls go first: people who wait, then streams that poll, then work that nobody watches. Each has a share that
 * the ones below it cannot use.
 */
export const PRIORITIES = ['INTERACTIVE', 'WATCH', 'BACKGROUND'];
/** The lower, the more urgent. */
export const RANKS = { INTERACTIVE: 0, WATCH: 1, BACKGROUND: 2 };
