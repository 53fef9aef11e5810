import { z } from 'zod';

/** How much and how long: of operations, of calls to providers, of connections. */
export const limitsSchema = z
  .strictObject({
    references: z
      .int()
      .min(1)
      .max(200)
      .default(200)
      .describe('How many different references one operation may look up, counterparts included.'),
    operationTimeoutMs: z
      .int()
      .min(100)
      .max(60_000)
      .default(8_000)
      .describe('From the arrival of an operation to its answer; rows without an answer by then say so.'),
    reconcileEntries: z.int().min(1).max(500).default(500).describe('How many entries one `reconcile` may compare.'),
    reportsPerCaller: z
      .int()
      .min(1)
      .max(10_000)
      .default(4)
      .describe('Operations with `reconcile` of one caller at the same time; in all, a quarter of requestsInFlight.'),
    reconcileTimeoutMs: z
      .int()
      .min(100)
      .max(600_000)
      .default(60_000)
      .describe('How long an operation with `reconcile` may take; what was not asked by then is UNVERIFIABLE.'),
    attemptTimeoutMs: z
      .int()
      .min(50)
      .max(30_000)
      .default(2_000)
      .describe('One provider call, from its start to the last byte.'),
    providerTimeoutMs: z
      .int()
      .min(50)
      .max(60_000)
      .default(4_000)
      .describe('All attempts of one look-up, from the start of the first.'),
    connectTimeoutMs: z.int().min(50).max(10_000).default(1_000).describe('Connecting to a provider.'),
    maxReplyBytes: z
      .int()
      .min(1_024)
      .max(16_777_216)
      .default(262_144)
      .describe('The largest reply of a provider that is read, in decoded bytes.'),
    referencesPerMinute: z
      .int()
      .min(200)
      .max(1_000_000_000)
      .default(30_000)
      .describe('How many references each caller may look up in a minute, known ones included.'),
    requestsInFlight: z
      .int()
      .min(1)
      .max(100_000)
      .default(1_000)
      .describe('Operations at the same time; beyond that, and earlier where the process is slow, OVERLOADED.'),
    connections: z
      .int()
      .min(1)
      .max(100_000)
      .default(2_500)
      .describe('Connections of clients at the same time; more are closed at once.'),
    headersTimeoutMs: z
      .int()
      .min(100)
      .max(60_000)
      .default(3_000)
      .describe("From the connection to the last byte of a request's headers."),
    requestTimeoutMs: z
      .int()
      .min(100)
      .max(60_000)
      .default(5_000)
      .describe("From the connection to the last byte of a request's body."),
    idleTimeoutMs: z
      .int()
      .min(100)
      .max(600_000)
      .default(65_000)
      .describe('How long a connection is kept between two requests; longer than the proxy in front keeps it.'),
    callsInFlight: z.int().min(1).max(256).default(64).describe('Calls at the same time, for each account.'),
    callsWaiting: z
      .int()
      .min(0)
      .max(100_000)
      .default(2_000)
      .describe('Calls that may wait for a place, for each account; rows beyond that are RATE_LIMITED.'),
  })
  .prefault({})
  .superRefine(refuseLongerInnerTimes);

/** From the widest to the narrowest: each must fit into the one before it. */
const NESTED_TIMES = [
  ['operationTimeoutMs', 'providerTimeoutMs', 'attemptTimeoutMs', 'connectTimeoutMs'],
  ['requestTimeoutMs', 'headersTimeoutMs'],
] as const;

function refuseLongerInnerTimes(limits: Readonly<Record<string, number>>, context: z.RefinementCtx): void {
  for (const times of NESTED_TIMES) {
    times.slice(1).forEach((inner, index) => {
      const outer = times[index] ?? inner;
      if ((limits[inner] ?? 0) > (limits[outer] ?? 0)) {
        context.addIssue({ code: 'custom', path: [inner], message: `must not be longer than ${outer}` });
      }
    });
  }
}
