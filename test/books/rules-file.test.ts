import { expect, test } from 'vitest';
import { RulesError } from '../../src/books/rules-error.ts';
import { comparisonRules, rulesInWords } from '../../src/books/rules-of-comparison.ts';
import { read, rulesFrom } from './reading.ts';

const REFERENCE = 'reference: { genstore: { paymentId: Payment } }';

function faultsOf(text: string): readonly string[] {
  try {
    rulesFrom(text);
  } catch (error) {
    if (error instanceof RulesError) return error.faults;
    throw error;
  }
  return [];
}

test.each([
  ['{', 'the file is no YAML (line 1, column 2)'],
  ['[]', 'must be a group of settings'],
  ['columns: {}', 'columns.reference: must be a group of settings'],
  [`columns: { ${REFERENCE}, colour: Red }`, 'columns: there is no setting "colour"'],
  [`columns: { ${REFERENCE}, amount: { colum: A } }`, 'columns.amount: there is no setting "colum"'],
  [`columns: { ${REFERENCE}, amount: {} }`, 'columns.amount: names neither a column nor a value'],
  ['columns: { reference: { genstore: { account: main } } }', 'columns.reference.genstore: needs one of paymentId'],
  [
    'columns: { reference: { yedpay: { paymentToken: T } } }',
    'columns.reference.yedpay: there is no setting "paymentToken"',
  ],
  [`file: { separator: ':' }\ncolumns: { ${REFERENCE} }`, 'file.separator: must be one of ,, ;, |, tab'],
  [`file: { decimal: ',', thousands: ',' }\ncolumns: { ${REFERENCE} }`, 'file: decimal and thousands must differ'],
  [`file: { dates: DD.MM }\ncolumns: { ${REFERENCE} }`, 'file.dates: must be a pattern such as yyyy-MM-dd or d.M.yyyy'],
  [
    `file: { skip: [{ column: A }] }\ncolumns: { ${REFERENCE} }`,
    'file.skip.0: needs one of equals, startsWith and empty',
  ],
  [`rules: { tolerances: { EURO: 1 } }\ncolumns: { ${REFERENCE} }`, 'rules.tolerances.EURO: is no ISO 4217 code'],
  [
    `rules: { paidWithinDays: 400 }\ncolumns: { ${REFERENCE} }`,
    'rules.paidWithinDays: must be a whole number from 0 to 366',
  ],
  [
    `rules: { timeZone: Mars }\ncolumns: { ${REFERENCE} }`,
    'rules.timeZone: must be an IANA time zone such as "Asia/Hong_Kong"',
  ],
])('%j is refused: %s', (text, fault) => {
  expect(faultsOf(text)).toContain(fault);
});

test('a tolerance is the text that was written, and not a float of it', () => {
  const { tolerances } = comparisonRules(rulesFrom(`rules: { tolerances: { USD: 0.10 } }\ncolumns: { ${REFERENCE} }`));
  expect([...tolerances]).toEqual([['USD', '0.10']]);
});

test('rules that say nothing tolerate nothing, and say so in words', () => {
  expect(rulesInWords(comparisonRules(rulesFrom(`file:\ncolumns: { ${REFERENCE} }`)))).toEqual([
    'Compared, where the books state it: status, currency, amount, fee, net, paid on, merchant reference, processor reference, counterpart.',
    'Amounts must be equal.',
    'The day of payment must be the same.',
    "Days are counted in each account's own time zone.",
    'References must be the same; nothing is ignored.',
  ]);
});

test('columns that the file has not, or has twice, are named, with those that it has', async () => {
  const rules = rulesFrom(`columns: { ${REFERENCE}, amount: Sum }`);
  await expect(read('Payment;Total;Payment\n', rules)).rejects.toMatchObject({
    faults: [
      'columns: the file has no column "Sum"',
      'columns: the file has several columns "Payment"',
      'columns: it has "Payment", "Total", "Payment"',
    ],
  });
  await expect(read('', rules)).rejects.toThrow('the books are empty');
});
