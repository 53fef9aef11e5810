import type { Logger } from '../../src/telemetry/logger.ts';

/** A log that keeps nothing; tests replace the events that they look at. */
export const QUIET_LOG: Logger = {
  providerCall: () => {},
  breakerChanged: () => {},
  untrustedDocument: () => {},
  historyFailed: () => {},
  internalError: () => {},
  processFailed: () => {},
  configurationReloaded: () => {},
  configurationRefused: () => {},
};
