import { LocalZone } from '../../domain/local-zone.ts';
import type { LookupOutcome } from '../../domain/lookup-outcome.ts';
import type { TransactionSource } from '../../domain/transaction-source.ts';
import { oneCallPerKey, type UpstreamTools } from '../../upstream/call-plan.ts';
import { createYedpayClient } from './client.ts';
import type { YedpayAccount } from './config.ts';
import { createCustomIdMemory } from './custom-id-memory.ts';
import { yedpayOutcome } from './outcomes.ts';
import type { YedpayTransaction } from './transaction.ts';

export function connectYedpay(account: YedpayAccount, tools: UpstreamTools): TransactionSource {
  const client = createYedpayClient(account, tools.http);
  const mark = createCustomIdMemory();
  const zone = new LocalZone(account.timeZone);
  return oneCallPerKey(
    {
      operation: 'online-payment/query',
      ask: ({ kind, value }, signal) =>
        client.queryOnlinePayment({ name: kind === 'CUSTOM_ID' ? 'custom_id' : 'payment_token', value }, signal),
      read: (key, reply): LookupOutcome => {
        const outcome = yedpayOutcome(key, reply, { zone, now: tools.clock.now() });
        if (outcome.outcome !== 'FOUND') return outcome;
        const transaction = mark(outcome.transaction as YedpayTransaction);
        return transaction === outcome.transaction ? outcome : { ...outcome, transaction };
      },
    },
    tools,
  );
}
