import type { ReferenceKind } from '../../domain/transaction-key.ts';
import type { ParsedReference, ReferenceKindInfo } from '../../domain/transaction-reference.ts';

export const YEDPAY_REFERENCE_KINDS: readonly ReferenceKindInfo[] = [
  { kind: 'CUSTOM_ID', queryable: true, description: "The merchant's own id of the online payment (`custom_id`)." },
  {
    kind: 'PAYMENT_TOKEN',
    queryable: true,
    secret: true,
    description:
      'The token that Yedpay gave when the online payment was created (`payment_token`). Never listed on a transaction.',
  },
  { kind: 'YEDPAY_ID', queryable: false, description: "Yedpay's id of the record (`id`)." },
  { kind: 'TRANSACTION_ID', queryable: false, description: "Yedpay's transaction number (`transaction_id`)." },
  { kind: 'REFERENCE_ID', queryable: false, description: "The payment route's own number (`reference_id`)." },
];

const RULES: ReadonlyMap<ReferenceKind, { readonly pattern: RegExp; readonly message: string }> = new Map([
  ['CUSTOM_ID', { pattern: /^[A-Za-z0-9_-]{1,36}$/, message: 'customId must be 1 to 36 letters, digits, "_" or "-".' }],
  [
    'PAYMENT_TOKEN',
    { pattern: /^[!-~]{1,512}$/, message: 'paymentToken must be 1 to 512 printable ASCII characters without blanks.' },
  ],
]);

export function readYedpayReference(kind: ReferenceKind, value: string): ParsedReference {
  const rule = RULES.get(kind);
  if (rule === undefined) {
    return { valid: false, message: 'Yedpay transactions are looked up by customId or paymentToken only.', kind };
  }
  if (rule.pattern.test(value)) return { valid: true, kind, value };
  return { valid: false, message: rule.message, kind, value };
}

export function parseYedpayReference(input: Readonly<Record<string, unknown>>): ParsedReference {
  const { customId, paymentToken } = input;
  const isCustomId = typeof customId === 'string';
  if (isCustomId && typeof paymentToken !== 'string') return readYedpayReference('CUSTOM_ID', customId);
  if (!isCustomId && typeof paymentToken === 'string') return readYedpayReference('PAYMENT_TOKEN', paymentToken);
  return { valid: false, message: 'Give exactly one of customId and paymentToken.' };
}
