/**
 * Whose calls go first: people who wait, then streams that poll, then work that nobody watches. Each has a share that
 * the ones below it cannot use.
 */
export const PRIORITIES = ['INTERACTIVE', 'WATCH', 'BACKGROUND'] as const;

export type Priority = (typeof PRIORITIES)[number];
