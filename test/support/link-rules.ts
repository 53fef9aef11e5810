import { type Config, loadConfig } from '../../src/config.ts';

/** Rules as somebody configures them. */
export function linkRules(...links: readonly object[]): Config['links'] {
  return loadConfig({ PAYLENS_LINKS: JSON.stringify(links) }).links;
}

export const BY_PAYMENT_ID = { genstore: { kind: 'PAYMENT_ID' }, yedpay: { kind: 'CUSTOM_ID' } };

/** As plugins write custom ids: their prefix, and the order number. */
export const BY_ORDER = { genstore: { kind: 'OUT_ORDER_NO' }, yedpay: { kind: 'CUSTOM_ID', prefix: 'WC-' } };

/** Neither of the two is an identifier that a provider can be asked by. */
export const BY_CHANNEL = { genstore: { kind: 'CHANNEL_TRX_NO' }, yedpay: { kind: 'TRANSACTION_ID' } };
