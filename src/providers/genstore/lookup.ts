import type { TransactionSource } from '../../domain/transaction-source.ts';
import { oneCallPerKey, type UpstreamTools } from '../../upstream/call-plan.ts';
import { createGenstoreClient } from './client.ts';
import type { GenstoreAccount } from './config.ts';
import { genstoreOutcome } from './outcomes.ts';
import { readRateLimit } from './rate-limit.ts';

export function connectGenstore(account: GenstoreAccount, tools: UpstreamTools): TransactionSource {
  const client = createGenstoreClient(account, tools.http);
  return oneCallPerKey(
    {
      operation: 'payment',
      ask: (key, signal) => client.getPayment(key.value, signal),
      read: (key, reply) => genstoreOutcome(key, reply, { timeZone: account.timeZone, now: tools.clock.now() }),
      rateLimit: readRateLimit,
    },
    tools,
  );
}
