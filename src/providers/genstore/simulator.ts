import {
  createRandom,
  jsonReply,
  type Progress,
  type SimulatedReply,
  type SimulatedRequest,
  type SimulateProvider,
} from '../../simulator/harness.ts';
import { generatePayments } from './simulated-data-set.ts';
import { GENSTORE_FAULTS } from './simulated-faults.ts';
import { successfulPayment, writePayment } from './simulated-records.ts';
import { anyRefund, askedRefundId, findRefund, REFUND_SCENARIOS } from './simulated-refunds.ts';
import { genstoreError, linkedAnswer, PAYMENT_SCENARIOS, progressingAfter } from './simulated-scenarios.ts';

const PAYMENT_PATH = /^\/api\/\d{6}\/payment\/([^/]+)$/;

const PAYMENT_FIELDS = {
  identity: 'paymentId',
  amount: 'amount',
  status: 'status',
  time: 'successPaymentTime',
  text: 'channelTrxNo',
} as const;

const REFUND_FIELDS = {
  identity: 'refundId',
  amount: 'amount',
  status: 'status',
  time: 'createTime',
  text: 'note',
} as const;

/** `GET /api/{version}/payment/{paymentId}`, and after-sales records at `GET /api/{version}/refunds`. */
export const simulateGenstore: SimulateProvider = ({ seed, now, startedAt }) => {
  const payments = generatePayments(createRandom(seed));
  const answers = new Map<string, (progress: Progress) => SimulatedReply>([
    ...payments.map((payment) => {
      const reply = jsonReply(200, writePayment(payment));
      return [payment.paymentId, () => reply] as const;
    }),
    ...PAYMENT_SCENARIOS.map(({ paymentId, answer }) => [paymentId, answer] as const),
  ]);
  const find = (paymentId: string) => {
    const answer = answers.get(paymentId) ?? progressingAfter(paymentId) ?? linkedAnswer(paymentId);
    return answer?.({ startedAt, now: now() }) ?? genstoreError(404, 'Not Found');
  };
  const reference = (paymentId: string) => ({ paymentId });

  return {
    name: 'genstore',
    scenarios: PAYMENT_SCENARIOS.map(({ paymentId, outcome, description }) => ({
      reference: reference(paymentId),
      outcome,
      description,
    })),
    resources: { genstoreRefund: REFUND_SCENARIOS },
    references: payments.map(({ paymentId }) => reference(paymentId)),
    asked: askedId,
    reference,
    credential: accessToken,
    answer: (request) => authorized(request, { payment: find, refund: findRefund }),
    answerOrdinary: (request) =>
      authorized(request, {
        payment: (paymentId) => jsonReply(200, writePayment(successfulPayment(paymentId))),
        refund: anyRefund,
      }),
    bucketHeaders: (spent, size) => ({ 'X-Genstore-Shop-Api-Rate-Limit': `${spent}/${size}` }),
    error: genstoreError,
    foreignRecord: (request) =>
      askedRefundId(request.url) === null
        ? jsonReply(200, writePayment(successfulPayment('PI-of-somebody-else')))
        : anyRefund('refund-of-somebody-else'),
    replyAround: (json) => jsonReply(200, `{"payment":${json}}`),
    recordFields: ({ url }) => (askedRefundId(url) === null ? PAYMENT_FIELDS : REFUND_FIELDS),
    faults: GENSTORE_FAULTS,
  };
};

type Find = (id: string) => SimulatedReply;

function authorized(
  request: SimulatedRequest,
  find: { readonly payment: Find; readonly refund: Find },
): SimulatedReply {
  const refundId = askedRefundId(request.url);
  const id = askedId(request);
  if (id === null) return genstoreError(404, 'Not Found');
  if (request.method !== 'GET') {
    const { headers, ...reply } = genstoreError(405, 'Method Not Allowed');
    return { ...reply, headers: { ...headers, Allow: 'GET' } };
  }
  if (accessToken(request) === null) return genstoreError(401, 'Unauthorized');
  return refundId === null ? find.payment(id) : find.refund(id);
}

function askedId(request: SimulatedRequest): string | null {
  return askedRefundId(request.url) ?? askedPaymentId(request);
}

function askedPaymentId({ url }: SimulatedRequest): string | null {
  const encoded = PAYMENT_PATH.exec(url.pathname)?.[1];
  if (encoded === undefined) return null;
  try {
    return decodeURIComponent(encoded);
  } catch {
    return null;
  }
}

function accessToken({ headers }: SimulatedRequest): string | null {
  const token = headers['x-genstore-access-token'];
  return typeof token === 'string' && token !== '' ? token : null;
}
