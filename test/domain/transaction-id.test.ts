import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createTransactionIds, type IdentifiedTransaction } from '../../src/domain/transaction-id.ts';

const SECRETS: Readonly<Record<string, string>> = { 'yedpay/hk': 'key-of-hk', 'yedpay/mo': 'key-of-mo' };

function idsWith(secrets = SECRETS) {
  return createTransactionIds({
    isSecretKind: ({ kind }) => kind === 'PAYMENT_TOKEN',
    sealingSecret: ({ provider, account }) => secrets[`${provider}/${account}`],
  });
}

const ids = idsWith();

function byToken(value: string, changes: Partial<IdentifiedTransaction['key']> = {}): IdentifiedTransaction {
  return {
    key: { provider: 'yedpay', account: 'hk', kind: 'PAYMENT_TOKEN', value, ...changes },
    recordId: '5YMRN2MM62GP',
  };
}

function byCustomId(value: string): IdentifiedTransaction {
  return { key: { provider: 'yedpay', account: 'hk', kind: 'CUSTOM_ID', value }, recordId: '5YMRN2MM62GP' };
}

const printable = fc.string({
  unit: fc.integer({ min: 0x21, max: 0x7e }).map((code) => String.fromCharCode(code)),
  minLength: 1,
  maxLength: 512,
});

/** Every text that base64 and JSON hide in an id, one inside the other. */
function layers(id: string): string[] {
  const found = [id];
  for (const text of found) {
    for (const part of text.match(/[\w+/=-]{4,}/g) ?? []) {
      for (const offset of [0, 1, 2, 3]) {
        const decoded = Buffer.from(part.slice(offset), 'base64').toString('latin1');
        if (decoded.length >= 3 && found.length < 200) found.push(decoded);
      }
    }
  }
  return found;
}

describe('an id', () => {
  test('gives back what it was made of, for any text', () => {
    const text = fc.string({ maxLength: 40, unit: 'binary' });
    const transaction = fc.record({
      key: fc.record({ provider: text, account: text, kind: text, value: text }),
      recordId: text,
    });
    const open = createTransactionIds({ isSecretKind: () => false, sealingSecret: () => undefined });
    fc.assert(
      fc.property(transaction, (any) => {
        expect(open.parse(open.make(any))).toEqual(any);
      }),
    );
  });

  test('gives back any sealed token', () => {
    fc.assert(
      fc.property(printable, (token) => {
        expect(ids.parse(ids.make(byToken(token)))).toEqual(byToken(token));
      }),
    );
  });

  test('is the same every time, and safe in a URL', () => {
    for (const transaction of [byToken('pt_token'), byCustomId('order-1')]) {
      expect(ids.make(transaction)).toBe(idsWith().make(transaction));
      expect(ids.make(transaction)).toMatch(/^[\w-]+$/);
    }
  });

  test('differs for two transactions', () => {
    const made = [
      byCustomId('a'),
      byCustomId('b'),
      byToken('a'),
      byToken('b'),
      { ...byCustomId('a'), recordId: 'other' },
    ].map(ids.make);
    expect(new Set(made).size).toBe(made.length);
  });

  test('of the longest token and account can be read again', () => {
    const longest = byToken('~'.repeat(512), { account: 'hk' });
    expect(ids.parse(ids.make({ ...longest, recordId: 'R'.repeat(64) }))?.key.value).toHaveLength(512);
  });
});

describe('a sealed token', () => {
  test('stands nowhere in its id, whatever is decoded from it', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Za-z0-9]{8,64}$/), (token) => {
        for (const layer of layers(ids.make(byToken(token)))) expect(layer).not.toContain(token);
      }),
    );
  });

  test('would be found by that search if it were not sealed', () => {
    const open = createTransactionIds({ isSecretKind: () => false, sealingSecret: () => undefined });
    const token = 'plainlyVisible42';
    expect(layers(open.make(byToken(token))).some((layer) => layer.includes(token))).toBe(true);
    const inBase64 = byToken(Buffer.from(token).toString('base64url'));
    expect(layers(open.make(inBase64)).some((layer) => layer.includes(token))).toBe(true);
  });

  test('cannot be made to name anything else by changing any character of its id', () => {
    const id = ids.make(byToken('pt_4f8a2c1b'));
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    for (let at = 0; at < id.length; at += 1) {
      for (const letter of [...alphabet].filter((_, index) => index % 7 === at % 7)) {
        const changed = `${id.slice(0, at)}${letter}${id.slice(at + 1)}`;
        const parsed = ids.parse(changed);
        // The last character may hold bits that stand for nothing, and the kind may turn into one that is not sealed.
        if (parsed?.key.kind === 'PAYMENT_TOKEN') expect(parsed).toEqual(byToken('pt_4f8a2c1b'));
        else expect(parsed?.key.value ?? '').not.toContain('pt_4f8a2c1b');
      }
    }
  });

  test.each([
    ['provider', 0, 'genstore'],
    ['account', 1, 'mo'],
    ['record', 4, 'ANOTHERRECORD'],
  ] as const)('cannot be carried over to another %s', (_, index, value) => {
    const parts = JSON.parse(Buffer.from(ids.make(byToken('pt_token')), 'base64url').toString());
    parts[index] = value;
    expect(ids.parse(Buffer.from(JSON.stringify(parts)).toString('base64url'))).toBeNull();
  });

  test("cannot be opened with another account's secret, nor after the key was changed", () => {
    const id = ids.make(byToken('pt_token'));
    expect(idsWith({ 'yedpay/hk': 'key-of-mo' }).parse(id)).toBeNull();
    expect(idsWith({}).parse(id)).toBeNull();
  });

  test('is refused where its account has no secret', () => {
    expect(() => ids.make(byToken('pt_token', { account: 'nobody' }))).toThrow('no account nobody');
  });

  test('the error of which names no token', () => {
    expect(() => ids.make(byToken('pt_token', { account: 'nobody' }))).not.toThrow('pt_token');
  });
});

describe('text that is no id', () => {
  const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

  test.each([
    ['nothing', ''],
    ['words', 'not an id'],
    ['a number', '42'],
    ['an object', encoded({ provider: 'yedpay' })],
    ['null', encoded(null)],
    ['too few parts', encoded(['yedpay', 'hk', 'CUSTOM_ID', 'order-1'])],
    ['too many parts', encoded(['yedpay', 'hk', 'CUSTOM_ID', 'order-1', 'R', 'x'])],
    ['parts that are no text', encoded(['yedpay', 'hk', 'CUSTOM_ID', 1, 'R'])],
    ['a token in clear', encoded(['yedpay', 'hk', 'PAYMENT_TOKEN', 'pt_token', 'R'])],
    ['an empty seal', encoded(['yedpay', 'hk', 'PAYMENT_TOKEN', '', 'R'])],
    ['depth', Buffer.from('['.repeat(2_000)).toString('base64url')],
    ['more than 4096 characters', encoded(['yedpay', 'hk', 'CUSTOM_ID', 'x'.repeat(4_096), 'R'])],
  ])('is null: %s', (_, text) => {
    expect(ids.parse(text)).toBeNull();
  });

  test('is null or a transaction, and never throws', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json().map((json) => Buffer.from(json).toString('base64url')),
        ),
        (text) => {
          expect(() => ids.parse(text)).not.toThrow();
        },
      ),
    );
  });
});
