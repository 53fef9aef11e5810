import type { RecordSource } from '../../domain/provider-record.ts';
import { oneCallPerKey, type UpstreamTools } from '../../upstream/call-plan.ts';
import { createGenstoreClient } from './client.ts';
import type { GenstoreAccount } from './config.ts';
import { readRateLimit } from './rate-limit.ts';
import { genstoreRefundOutcome } from './refund-outcomes.ts';

/** Null where the shop is not configured for it. */
export function connectGenstoreRefunds(account: GenstoreAccount, tools: UpstreamTools): RecordSource | null {
  const { refunds } = account;
  if (refunds === undefined) return null;
  const client = createGenstoreClient(account, tools.http);
  return oneCallPerKey(
    {
      operation: 'refund',
      ask: (key, signal) => client.getRefund(refunds, key.value, signal),
      read: (key, reply) => genstoreRefundOutcome(key, reply, tools.clock.now()),
      rateLimit: readRateLimit,
    },
    tools,
  );
}
