/** What every server is asked for of one payment. Answers are compared in this form before anything is timed. */
export interface BenchRow {
  readonly provider: 'GENSTORE' | 'YEDPAY';
  readonly status: string;
  readonly code: string;
  readonly amount: { readonly amount: string; readonly currency: string };
  readonly fee: { readonly amount: string };
  readonly net: { readonly amount: string };
  readonly paidAt: string | null;
  readonly merchantReference: string;
  readonly processorReference: string;
}

const GENSTORE_STATUS: Readonly<Record<string, string>> = { '1': 'PENDING', '2': 'PAID', '3': 'FAILED' };
const YEDPAY_STATUS: Readonly<Record<string, string>> = { pending: 'PENDING', paid: 'PAID', settled: 'PAID' };

type Fields<Name extends string> = Readonly<Record<Name, string>>;

export interface GenstoreReply {
  readonly payment: Fields<
    'status' | 'amount' | 'currency' | 'fee' | 'net' | 'successPaymentTime' | 'outOrderNo' | 'channelTrxNo'
  >;
}

export interface YedpayReply {
  readonly data: Fields<'status' | 'amount' | 'currency' | 'charge' | 'net' | 'paid_at' | 'custom_id' | 'reference_id'>;
}

/** What a team would write over `JSON.parse`: no exact numbers, no data issues, no refund axis. */
export function genstoreRow({ payment }: GenstoreReply): BenchRow {
  return {
    provider: 'GENSTORE',
    status: GENSTORE_STATUS[payment.status] ?? 'UNKNOWN',
    code: payment.status,
    amount: { amount: payment.amount, currency: payment.currency },
    fee: { amount: payment.fee },
    net: { amount: payment.net },
    paidAt: utc(payment.successPaymentTime),
    merchantReference: payment.outOrderNo,
    processorReference: payment.channelTrxNo,
  };
}

export function yedpayRow({ data }: YedpayReply): BenchRow {
  return {
    provider: 'YEDPAY',
    status: YEDPAY_STATUS[data.status] ?? 'UNKNOWN',
    code: data.status,
    amount: { amount: data.amount, currency: data.currency },
    fee: { amount: data.charge },
    net: { amount: data.net },
    paidAt: data.paid_at === '' ? null : utc(`${data.paid_at.replace(' ', 'T')}+08:00`),
    merchantReference: data.custom_id,
    processorReference: data.reference_id,
  };
}

function utc(time: string): string {
  return `${new Date(time).toISOString().slice(0, 19)}Z`;
}
