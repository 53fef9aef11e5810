import { loadConfig } from '../../src/config.ts';
import type { HttpLimits } from '../../src/upstream/http.ts';

const { limits } = loadConfig({});

/** What a gateway without any configuration has. */
export const DEFAULT_HTTP_LIMITS: HttpLimits = { ...limits, connectionsPerOrigin: limits.callsInFlight };
