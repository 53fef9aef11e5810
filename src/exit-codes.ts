/** From sysexits.h, so that a supervisor can tell what to do. */
export const EXIT_CODES = {
  ok: 0,
  failed: 1,
  usage: 64,
  /** Something that the process needs is not to be had, such as its port. */
  unavailable: 69,
  configuration: 78,
} as const;
