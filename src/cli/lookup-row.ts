/** What the text of a row is made of: the part of the answer to `LOOKUP_DOCUMENT` that every provider has. */
export interface LookupRow {
  readonly reference: {
    readonly provider: string | null;
    readonly account: string | null;
    readonly kind: string | null;
    readonly value: string | null;
    readonly id: string | null;
  };
  readonly outcome: string;
  readonly transaction: ShownTransaction | null;
  readonly problem: {
    readonly message: string;
    readonly retryable: boolean;
    readonly retryAfterSeconds: number | null;
  } | null;
}

export interface ShownMoney {
  readonly amount: string;
  readonly currency: string | null;
  readonly rawCurrency: string | null;
}

export interface ShownTransaction {
  readonly __typename: string;
  readonly id: string;
  readonly provider: string;
  readonly account: string;
  readonly headline: string;
  readonly status: string;
  readonly refundState: string;
  readonly settlementState: string;
  readonly isFinal: boolean;
  readonly providerStatus: {
    readonly code: string | null;
    readonly label: string | null;
    readonly mapped: boolean;
    readonly documented: boolean;
  };
  readonly amount: ShownMoney | null;
  readonly fee: ShownMoney | null;
  readonly net: ShownMoney | null;
  readonly refund: {
    readonly supported: boolean;
    readonly mechanism: string;
    readonly refunded: ShownMoney | null;
    readonly pending: ShownMoney | null;
    readonly remaining: ShownMoney | null;
    readonly fee: ShownMoney | null;
    readonly lastRefundedAt: string | null;
    readonly reason: string | null;
    readonly requestedBy: string | null;
  };
  readonly merchantReference: string | null;
  readonly references: ReadonlyArray<{ readonly kind: string; readonly value: string; readonly queryable: boolean }>;
  readonly createdAt: string | null;
  readonly paidAt: string | null;
  readonly updatedAt: string | null;
  readonly businessDate: string | null;
  readonly issues: ReadonlyArray<{
    readonly kind: string;
    readonly severity: string;
    readonly field: string | null;
    readonly message: string;
    readonly expected: string | null;
    readonly actual: string | null;
  }>;
  readonly freshness: {
    readonly source: string;
    readonly ageSeconds: number;
    readonly fetchedAt: string;
    readonly refreshDenied: boolean;
  };
  /** Absent in a stream; null where what was observed cannot be read. */
  readonly history?: ReadonlyArray<{
    readonly observedAt: string;
    readonly status: string;
    readonly refundState: string;
    readonly settlementState: string;
  }> | null;
  readonly raw: unknown;
}

/** `provider/account reference`, as it is written on the command line; a secret is not repeated. */
export function nameOf(
  { reference, transaction }: Pick<LookupRow, 'reference' | 'transaction'>,
  isSecret: boolean,
): string {
  const provider = reference.provider ?? transaction?.provider;
  const account = reference.account ?? transaction?.account;
  const place = [provider?.toLowerCase(), account].filter((part) => typeof part === 'string').join('/');
  const value = isSecret
    ? `(${reference.kind})`
    : (reference.value ?? transaction?.merchantReference ?? shortId(reference.id));
  return [place, value].filter((part) => part !== '').join(' ');
}

function shortId(id: string | null): string {
  if (id === null) return '';
  return id.length <= 24 ? `id:${id}` : `id:${id.slice(0, 20)}…`;
}
