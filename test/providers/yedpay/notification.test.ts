import { describe, expect, test } from 'vitest';
import { parseYedpayNotification, yedpaySignature } from '../../../src/providers/yedpay/notification.ts';
import { SIGN_KEY, signatureOf, signedForm } from '../../support/signed-form.ts';

const PUBLISHED_TEXT = 'a=1&b[b3]=Test&b[b2]=Test&b[b1]=Test&c=3';
const PUBLISHED_SIGN = '6e9175c08e4a25d23bddf20b6681b24502f28b537a1710a67355058d6eacfca0';

const verified = (body: string, key = SIGN_KEY) => parseYedpayNotification(body)?.verify(key) ?? null;

/** A notification as Yedpay sends one; the text is what it signs. */
const FIELDS =
  'success=1&request_type=purchase&transaction[id]=5YMRN2MM62GP&transaction[transaction_id]=152664013548796' +
  '&transaction[custom_id]=order-1&transaction[amount]=10.00&transaction[status]=paid&transaction[paid_at]=' +
  '&transaction[updated_at]=2018-11-20 14:06:45&nonce_str=abc';
const TEXT = `nonce_str=abc&request_type=purchase&success=1&${FIELDS.slice(FIELDS.indexOf('transaction'), FIELDS.indexOf('&nonce'))}`;

describe('the signature', () => {
  test.each([
    [PUBLISHED_TEXT, PUBLISHED_SIGN],
    ['1', '1e3653a97269df164ee3ac14ffa1d8810f78937e3630cf69842f3b34733cc614'],
  ])('of the published text %s is the published one', (text, sign) => {
    expect(yedpaySignature(text, SIGN_KEY).toString('hex')).toBe(sign);
  });

  test.each([
    ['as it is published', 'a=1&b[b3]=Test&b[b2]=Test&b[b1]=Test&c=3'],
    ['with the outermost names in another order', 'c=3&b[b3]=Test&b[b2]=Test&b[b1]=Test&a=1'],
    ['with brackets encoded', 'c=3&b%5Bb3%5D=Test&b%5bb2%5d=Test&b%5Bb1%5D=Test&a=1'],
    ['with the nested ones apart', 'b[b3]=Test&c=3&b[b2]=Test&a=1&b[b1]=Test'],
  ])('of the published form fits %s', (_, fields) => {
    expect(verified(`${fields}&sign=${PUBLISHED_SIGN}&sign_type=HMAC_SHA256`)).not.toBeNull();
  });

  test('is of the nested names in their order of arrival, so another order does not fit', () => {
    const sorted = 'a=1&b[b1]=Test&b[b2]=Test&b[b3]=Test&c=3';
    expect(verified(`${sorted}&sign=${PUBLISHED_SIGN}&sign_type=HMAC_SHA256`)).toBeNull();
    expect(verified(signedForm(sorted, sorted))).not.toBeNull();
  });

  test('is of the nested form, so the same fields without nesting do not fit', () => {
    const flat = 'a=1&b3=Test&b2=Test&b1=Test&c=3';
    expect(verified(`${flat}&sign=${PUBLISHED_SIGN}&sign_type=HMAC_SHA256`)).toBeNull();
  });

  test('keeps numeric names where they came', () => {
    const text = 'b[2]=x&b[10]=y&b[1]=z';
    expect(verified(signedForm(text, text))).not.toBeNull();
  });

  test('counts the entries of a list that has no numbers', () => {
    expect(verified(signedForm('b[]=x&b[]=y&b[7]=z&b[]=w', 'b[0]=x&b[1]=y&b[7]=z&b[8]=w'))).not.toBeNull();
  });

  test('is of values as they were sent, and not of escaped ones', () => {
    const fields = new URLSearchParams({ a: `Tom & "Jerry's" <é+%>` }).toString();
    expect(verified(signedForm(fields, `a=Tom & "Jerry's" <é+%>`))).not.toBeNull();
    expect(verified(signedForm(fields, 'a=Tom &amp; &quot;Jerry&#039;s&quot; &lt;é+%&gt;'))).toBeNull();
  });

  test('covers empty values', () => {
    expect(verified(signedForm('a=&b[c]=&d', 'a=&b[c]=&d='))).not.toBeNull();
    expect(verified(signedForm('a=&b[c]=&d', ''))).toBeNull();
  });

  test('may be in upper case, and so may its type', () => {
    const upper = `sign=${PUBLISHED_SIGN.toUpperCase()}&sign_type=hmac_sha256&${PUBLISHED_TEXT}`;
    expect(verified(upper)).not.toBeNull();
  });

  test('of another key does not fit', () => {
    expect(verified(signedForm(FIELDS, TEXT))).not.toBeNull();
    expect(verified(signedForm(FIELDS, TEXT), SIGN_KEY.replace('1', '2'))).toBeNull();
  });

  test.each([
    ['no signature', `${PUBLISHED_TEXT}&sign_type=HMAC_SHA256`],
    ['no type', `${PUBLISHED_TEXT}&sign=${PUBLISHED_SIGN}`],
    ['another type', `${PUBLISHED_TEXT}&sign=${PUBLISHED_SIGN}&sign_type=MD5`],
    ['an empty signature', `${PUBLISHED_TEXT}&sign=&sign_type=HMAC_SHA256`],
    ['half of it', `${PUBLISHED_TEXT}&sign=${PUBLISHED_SIGN.slice(0, 32)}&sign_type=HMAC_SHA256`],
    ['more than it', `${PUBLISHED_TEXT}&sign=${PUBLISHED_SIGN}00&sign_type=HMAC_SHA256`],
    ['no hexadecimal number', `${PUBLISHED_TEXT}&sign=${'g'.repeat(64)}&sign_type=HMAC_SHA256`],
    ['a nested signature', `${PUBLISHED_TEXT}&sign[0]=${PUBLISHED_SIGN}&sign_type=HMAC_SHA256`],
    ['a field too many', `${PUBLISHED_TEXT}&d=1&sign=${PUBLISHED_SIGN}&sign_type=HMAC_SHA256`],
    ['a field too few', `${PUBLISHED_TEXT.replace('&c=3', '')}&sign=${PUBLISHED_SIGN}&sign_type=HMAC_SHA256`],
    ['nothing at all', ''],
  ])('with %s does not fit', (_, body) => {
    expect(parseYedpayNotification(body)?.verify(SIGN_KEY)).toBeNull();
  });
});

describe('a body that cannot be a notification', () => {
  test.each([
    ['a name twice', signedForm('a=1&a=2', 'a=2')],
    ['the signature twice', `a=1&sign=${signatureOf('a=1')}&sign=${signatureOf('a=1')}&sign_type=HMAC_SHA256`],
    ['a text and a list of one name', signedForm('a=1&a[b]=2', 'a[b]=2')],
    ['a list and a text of one name', signedForm('a[b]=2&a=1', 'a=1')],
    ['an unfinished escape', signedForm('a=%', 'a=%')],
    ['an escape of no character', signedForm('a=%ff', 'a=\ufffd')],
    ['an open bracket', signedForm('a[b=1', 'a[b=1')],
    ['a bracket without a name', signedForm('[b]=1', '[b]=1')],
    ['text behind a bracket', signedForm('a[b]c=1', 'a[b]=1')],
    ['an empty name', signedForm('=1', '=1')],
    ['nesting without end', signedForm(`a${'[b]'.repeat(9)}=1`, `a${'[b]'.repeat(9)}=1`)],
    ['a hundred thousand brackets', `a${'[b]'.repeat(100_000)}=1`],
    ['more fields than one sends', Array.from({ length: 257 }, (_, index) => `f${index}=1`).join('&')],
    ['a field behind more separators than fields are taken', `a=1${'&'.repeat(1_000)}b=2`],
  ])('has %s', (_, body) => {
    expect(parseYedpayNotification(body)).toBeNull();
  });

  test('is not one with the greatest nesting that is taken', () => {
    const text = `a${'[b]'.repeat(8)}=1`;
    expect(verified(signedForm(text, text))).not.toBeNull();
  });
});

describe('what a notification says', () => {
  test('is which payment it is about, and nothing of its state', () => {
    expect(verified(signedForm(FIELDS, TEXT))).toEqual({
      ids: [signatureOf(TEXT), expect.stringMatching(/^[0-9a-f]{64}$/)],
      reference: { kind: 'CUSTOM_ID', value: 'order-1' },
      recordId: '5YMRN2MM62GP',
    });
  });

  test('is the same when it comes with another nonce, and another when the payment has changed', () => {
    const again = (nonce: string, status: string) =>
      verified(
        signedForm(
          FIELDS.replace('abc', nonce).replace('=paid', `=${status}`),
          TEXT.replace('abc', nonce).replace('=paid', `=${status}`),
        ),
      )?.ids[1];
    expect(again('other', 'paid')).toBe(again('abc', 'paid'));
    expect(again('abc', 'refunded')).not.toBe(again('abc', 'paid'));
  });

  test('is known by its signature alone where it does not say when the payment has changed', () => {
    const text = 'transaction[id]=A&transaction[status]=paid&transaction[updated_at]=';
    expect(verified(signedForm(text, text))?.ids).toEqual([signatureOf(text)]);
  });

  test.each([
    ['no transaction', 'success=1'],
    ['a transaction that is a text', 'transaction=order-1'],
    ['a custom id that is a list', 'transaction[custom_id][x]=order-1'],
    ['an empty custom id', 'transaction[custom_id]='],
    ['a custom id that no query accepts', 'transaction[custom_id]=../../x'],
    ['a custom id without end', `transaction[custom_id]=${'x'.repeat(10_000)}`],
  ])('is nothing of use with %s', (_, text) => {
    expect(verified(signedForm(text, text))).toMatchObject({ reference: null, recordId: null });
  });

  test.each(['__proto__', 'constructor', 'toString'])('is not moved by a field of the name %s', (name) => {
    const text = `${name}[custom_id]=evil&transaction[${name}]=evil&transaction[custom_id]=order-1`;
    expect(verified(signedForm(text, text))).toMatchObject({ reference: { value: 'order-1' } });
    expect(Object.hasOwn(Object.prototype, 'custom_id')).toBe(false);
  });
});
