import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ANSWERED_OUTCOMES, PROBLEM_CODES } from '../../src/domain/lookup-outcome.ts';
import { SCOPES } from '../../src/domain/scope.ts';
import { successfulPayment, writePayment } from '../../src/providers/genstore/simulated-records.ts';
import { startTestGateway } from '../support/gateway.ts';
import { startServer } from '../support/http-server.ts';
import { post } from '../support/post.ts';
import { expectTyped } from './typed-answer.ts';
import { hostileText, mutated } from './vocabulary.ts';

const SEED = 20_260_104;
/** Each run is a broken reply of either provider. */
const RUNS = 750;

/** Every field of every type, so that nothing of a reply is left unread. */
const EVERYTHING = `query ($broken: [TransactionReference!]!, $neighbours: [TransactionReference!]!) {
  neighbours: transactions(references: $neighbours) { outcome }
  broken: transactions(references: $broken) {
    outcome
    problem { code message retryable retryAfterSeconds }
    transaction {
      id provider account status refundState settlementState headline isFinal
      providerStatus { code label mapped documented }
      amount { ...Everything } fee { ...Everything } net { ...Everything }
      refund {
        state supported reason requestedBy mechanism lastRefundedAt
        refunded { ...Everything } pending { ...Everything } remaining { ...Everything } fee { ...Everything }
      }
      merchantReference processorReference references { kind value queryable }
      createdAt paidAt updatedAt businessDate
      issues { kind severity field message expected actual }
      freshness { fetchedAt ageSeconds source expiresAt }
      raw
      ... on GenstorePayment { paymentId outOrderNo channelTrxNo successPaymentTime }
      ... on YedpayTransaction {
        yedpayId userId companyId storeId gateway { id subId subName code label } barcodeId
        charge { ...Everything } refunded { ...Everything } refundCharge { ...Everything } tips { ...Everything } forex
        canSettleAfter isBalanceSettled settledAt transactionId referenceId payer buyerId walletType extraParameters
        customId fixedId refundedAt expiredAt pinKey links { rel href }
        cancellation { remark } refundDetails { remark } failure { remark }
      }
    }
  }
}
fragment Everything on Money { amount currency rawCurrency minorUnits exponent raw formatted(locale: "zh-HK") }`;

/** Where a whole, right reply names what was asked for. */
const ASKED = 'the-id-that-was-asked';

/** Right replies, as the providers document them. */
const GENSTORE = writePayment(successfulPayment(ASKED));
const YEDPAY = readFileSync(new URL('../simulator/yedpay-sample.txt', import.meta.url), 'utf8').replaceAll(
  'XxXxXxXxXxXxXxXxXx',
  ASKED,
);

const REFUSALS = ['Online payment not found', 'Transaction awaits user payment', 'Something else'].map(
  (message) => `{"success":false,"message":"${message}","status":404}`,
);

interface Reply {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

const strangeNumber = fc.constantFrom('1e999', '-0', '123456789012345678901', '0.1e-400', '1E5', '9007199254740993');
const strange = fc.oneof(
  fc.json({ maxDepth: 3 }),
  hostileText.map((text) => JSON.stringify(text)),
  strangeNumber,
);

/** A right reply with other values in some of its fields. */
function rewritten(record: string): fc.Arbitrary<string> {
  const values = [...record.matchAll(/"[^"]+":\s*(?:"(?:[^"\\]|\\.)*"|[\d.]+|true|false|null)/g)].map(
    ([member]) => member,
  );
  return fc
    .array(fc.tuple(fc.constantFrom(...values), strange), { minLength: 1, maxLength: 4 })
    .map((changes) =>
      changes.reduce(
        (text, [member, value]) => text.replace(member, () => `${member.slice(0, member.indexOf('":') + 2)}${value}`),
        record,
      ),
    );
}

function repliesLike(record: string): fc.Arbitrary<Reply> {
  return fc.record({
    status: fc.constantFrom(200, 200, 200, 200, 200, 201, 400, 404, 422),
    type: fc.constantFrom(
      'application/json',
      'application/json',
      'application/json; charset=utf-8',
      'text/html',
      'application/xml',
      '',
    ),
    body: fc.oneof(
      { weight: 3, arbitrary: rewritten(record) },
      { weight: 2, arbitrary: mutated([record, ...REFUSALS]) },
      fc.constantFrom(...REFUSALS),
      strange,
      hostileText,
    ),
  });
}

const OUTCOMES: readonly string[] = [...ANSWERED_OUTCOMES, ...PROBLEM_CODES].filter(
  (outcome) => outcome !== 'INTERNAL',
);

test(`${RUNS * 2} generated replies of providers each come to a row, and cost their neighbours nothing`, async () => {
  const replies = new Map<string, Reply>();
  const answered = new Map<string, number>();
  await using provider = await startServer(({ url = '' }, response) => {
    const { pathname, searchParams } = new URL(url, 'http://provider');
    const isYedpay = searchParams.has('custom_id');
    const id = searchParams.get('custom_id') ?? pathname.slice(pathname.lastIndexOf('/') + 1);
    const right = { status: 200, type: 'application/json', body: isYedpay ? YEDPAY : GENSTORE };
    const { status, type, body } = replies.get(id) ?? right;
    response.writeHead(status, type === '' ? {} : { 'content-type': type }).end(body.replaceAll(ASKED, id));
  });
  const gateway = await startTestGateway({
    scopes: SCOPES,
    accounts: (simulated) =>
      Object.fromEntries(
        Object.entries(simulated).map(([name, accounts]) => [
          name,
          accounts.map((account) => ({ ...account, baseUrl: provider.origin })),
        ]),
      ),
  });
  let run = 0;
  const isAnswered = fc.asyncProperty(repliesLike(GENSTORE), repliesLike(YEDPAY), async (genstore, yedpay) => {
    run += 1;
    replies.clear();
    replies.set(`broken-genstore-${run}`, genstore).set(`broken-yedpay-${run}`, yedpay);
    const both = (name: string) => [
      { genstore: { paymentId: `${name}-genstore-${run}` } },
      { yedpay: { customId: `${name}-yedpay-${run}` } },
    ];
    // Two right replies beside each broken one keep the breaker closed.
    const variables = { broken: both('broken'), neighbours: [...both('first'), ...both('second')] };
    const { status, text } = await gateway.drive(post(gateway.url, { query: EVERYTHING, variables }));
    const { data, errors } = expectTyped(status, text);
    expect([status, errors]).toEqual([200, undefined]);
    for (const { outcome } of data.broken) {
      expect(OUTCOMES).toContain(outcome);
      answered.set(outcome, (answered.get(outcome) ?? 0) + 1);
    }
    expect(data.neighbours).toEqual(Array.from({ length: 4 }, () => ({ outcome: 'FOUND' })));
  });
  await fc.assert(isAnswered, { numRuns: RUNS, seed: SEED });
  for (const outcome of ['FOUND', 'NOT_FOUND', 'MALFORMED_RESPONSE', 'PROVIDER_REJECTED'])
    expect([...answered.keys()]).toContain(outcome);
  expect(gateway.failures).toEqual([]);
  expect(Object.getOwnPropertyNames(Object.prototype)).not.toContain('polluted');
}, 120_000);
