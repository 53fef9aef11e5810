import { createHmac } from 'node:crypto';

/** The unit-test key of Yedpay's Java library. */
export const SIGN_KEY = '12345678901234567890123456789012';

/** The signature of a text that the test spells out itself. */
export function signatureOf(text: string, key = SIGN_KEY): string {
  return createHmac('sha256', key).update(text).digest('hex');
}

/** A form body with the signature of `text` at its end. */
export function signedForm(fields: string, text: string, key = SIGN_KEY): string {
  return `${fields}&sign=${signatureOf(text, key)}&sign_type=HMAC_SHA256`;
}
