import { expect, test } from 'vitest';
import { readReferenceArgument } from '../../src/cli/reference-argument.ts';
import { UsageError } from '../../src/cli/usage-error.ts';

const accounts = new Map([
  ['genstore', ['my-shop', 'outlet']],
  ['yedpay', ['hong-kong']],
]);

function read(text: string, account?: string, line = '') {
  return readReferenceArgument(text).toReference({ accounts, account, line });
}

function refusal(text: string, account?: string): string {
  try {
    read(text, account);
  } catch (error) {
    if (error instanceof UsageError) return error.message;
    throw error;
  }
  throw new Error(`${text} was taken`);
}

test.each([
  ['genstore:PI-success', { genstore: { paymentId: 'PI-success' } }],
  ['genstore/outlet:PI-success', { genstore: { paymentId: 'PI-success', account: 'outlet' } }],
  ['genstore:id:PI-success', { genstore: { paymentId: 'PI-success' } }],
  ['yedpay:order-paid', { yedpay: { customId: 'order-paid' } }],
  ['yedpay/hong-kong:customId:order-paid', { yedpay: { customId: 'order-paid', account: 'hong-kong' } }],
  ['id:WyJ5ZWRwYXki', { id: 'WyJ5ZWRwYXki' }],
])('%s is a reference as the schema has it', (text, reference) => {
  expect(read(text)).toEqual(reference);
});

test('an account that was named for all is that of the references which name none', () => {
  expect(read('genstore:PI-success', 'outlet')).toEqual({ genstore: { paymentId: 'PI-success', account: 'outlet' } });
  expect(read('genstore/my-shop:PI-success', 'outlet')).toMatchObject({ genstore: { account: 'my-shop' } });
  expect(read('id:abc', 'outlet')).toEqual({ id: 'abc' });
});

test('"-" stands for what is read, of any kind', () => {
  expect(readReferenceArgument('yedpay:token:-').readsInput).toBe(true);
  expect(read('yedpay:token:-', undefined, 'a:token/with=signs')).toEqual({
    yedpay: { paymentToken: 'a:token/with=signs' },
  });
  expect(read('genstore:-', undefined, 'PI-success')).toEqual({ genstore: { paymentId: 'PI-success' } });
});

test.each([
  'yedpay:token:tok-secret-7f3a9c',
  'yedpay:paymentToken:tok-secret-7f3a9c',
  'yedpay:token:tok:secret-7f3a9c',
])('%s is refused, because a command line is no place for a secret, and it is not repeated', (text) => {
  const message = refusal(text);
  expect(message).toContain('pipe it in');
  expect(message).not.toContain('7f3a9c');
});

test.each([
  ['PI-success', 'a reference begins with one of genstore:, yedpay:, id:'],
  ['paypal:PI-success', 'a reference begins with one of genstore:, yedpay:, id:'],
  ['genstore:', 'nothing stands after genstore:'],
  ['genstore/outlet:', 'nothing stands after genstore/outlet:'],
  ['yedpay:id:', 'nothing stands after yedpay:id:'],
  ['yedpay:token:', 'nothing stands after yedpay:token:'],
  ['id:', 'nothing stands after id:'],
  ['paypal:', 'a reference begins with one of genstore:, yedpay:, id:'],
  ['yedpay:order:paid', 'Yedpay is not looked up by "order"; write yedpay:id: or yedpay:token:'],
  ['yedpay/nowhere:order-paid', 'Yedpay has no account "nowhere"; there is hong-kong'],
  ['genstore/\u001b[2J:PI-success', 'Genstore has no account "\\u001b[2J"; there are my-shop, outlet'],
])('%s is refused with what there is', (text, message) => {
  expect(refusal(text)).toBe(message);
});

test('a provider without an account says so', () => {
  const none = { accounts: new Map([['yedpay', []]]), account: 'main', line: '' };
  expect(() => readReferenceArgument('yedpay:order-paid').toReference(none)).toThrow(
    'no account "main"; none is configured',
  );
});
