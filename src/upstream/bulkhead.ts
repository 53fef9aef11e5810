import { BulkheadRejectedError, bulkhead } from 'cockatiel';
import { UpstreamError } from './failure.ts';

export interface BulkheadLimits {
  readonly inFlight: number;
  readonly waiting: number;
}

export const DEFAULT_BULKHEAD_LIMITS: BulkheadLimits = { inFlight: 64, waiting: 2_000 };

/** Runs one call as soon as one of the account's places is free. @throws UpstreamError `busy` where the queue is full. */
export type Bulkhead = <Value>(call: () => Promise<Value>) => Promise<Value>;

/** Bounds the calls in flight of one provider account, across all requests. */
export function createBulkhead({ inFlight, waiting }: BulkheadLimits): Bulkhead {
  const policy = bulkhead(inFlight, waiting);
  return async (call) => {
    try {
      return await policy.execute(call);
    } catch (error) {
      throw error instanceof BulkheadRejectedError ? new UpstreamError('busy') : error;
    }
  };
}
