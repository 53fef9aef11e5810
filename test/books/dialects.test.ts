import { expect, test } from 'vitest';
import { read, rulesFrom, SMALL_HEADER, smallRules, summaryOf } from './reading.ts';

const ROWS = [
  ['1001', 'PI-1', '12.50', 'USD', '2026-01-05'],
  ['1002', 'PI-2', '-3', 'JPY', ''],
];
const READ = ['2 1001: 12.50 USD 2026-01-05', '3 1002: -3 JPY null'];
const fileOf = (separator: string, end: string) =>
  [SMALL_HEADER.split(','), ...ROWS].map((row) => row.join(separator)).join(end) + end;

test.each([
  [',', '\n'],
  [';', '\r\n'],
  ['\t', '\r\n'],
  ['|', '\n'],
  [';', '\r'],
])('separator %j and line end %j are found out', async (separator, end) => {
  expect(await summaryOf(fileOf(separator, end))).toEqual(READ);
  expect(await summaryOf(fileOf(separator, end), smallRules(), 1)).toEqual(READ);
});

test("what the rules declare wins over the header, and Excel's first line over nothing", async () => {
  expect(await summaryOf(fileOf(';', '\n'), smallRules('separator: ;'))).toEqual(READ);
  expect(await summaryOf(`sep=;\n${fileOf(';', '\n')}`)).toEqual([
    '3 1001: 12.50 USD 2026-01-05',
    '4 1002: -3 JPY null',
  ]);
});

const utf16 = (text: string) => new Uint8Array(Buffer.from(`\ufeff${text}`, 'utf16le'));
const GREEK = `Order,Payment,Amount,Currency,Day\nΩ 1,PI-1,1,EUR,\n`;

test.each([
  ['UTF-8', new TextEncoder().encode(GREEK), ''],
  ['UTF-8 with a byte order mark', new TextEncoder().encode(`\ufeff${GREEK}`), ''],
  ["UTF-16, Excel's Unicode text", utf16(GREEK.replaceAll(',', '\t')), ''],
  ['UTF-16 although something else is declared', utf16(GREEK), 'encoding: windows-1252'],
])('%s is read', async (_, bytes, file) => {
  expect(await summaryOf(bytes, smallRules(file))).toEqual(['2 Ω 1: 1 EUR null']);
});

test('another encoding is read where it is declared; where it is not, the row says what is wrong', async () => {
  const bytes = new Uint8Array(Buffer.from(`${SMALL_HEADER}\nM\u00fcller,PI-1,1,EUR,\nOk,PI-2,1,EUR,\n`, 'latin1'));
  expect(await summaryOf(bytes, smallRules('encoding: windows-1252'))).toEqual([
    '2 Müller: 1 EUR null',
    '3 Ok: 1 EUR null',
  ]);
  expect(await summaryOf(bytes)).toEqual([
    `2 line 2: key ("Order") holds bytes that are none of the file's encoding.`,
    '3 Ok: 1 EUR null',
  ]);
});

test('quoted cells may hold separators, quotes and line ends, and lines are counted on', async () => {
  const books = `${SMALL_HEADER}\n"a, ""b""\nc",PI-1,"1",USD,\nnext,PI-2,2,USD,\n`;
  expect(await summaryOf(books)).toEqual(['2 a, "b"\nc: 1 USD null', '4 next: 2 USD null']);
});

test.each([
  ['a quote that is not closed', 'bad,"PI-1,1,USD,'],
  ['a quote in the middle of a cell', 'bad,27" PI,1,USD,'],
  ['text behind a closing quote', 'bad,"PI" 1,1,USD,'],
])('%s costs its own line and no other', async (_, line) => {
  const good = Array.from({ length: 120 }, (_, index) => `${index},PI-${index},1,USD,`);
  const rows = await read([SMALL_HEADER, good[0], line, ...good.slice(1), line, 'last,PI-9,1,USD,'].join('\n'));
  const unreadable = rows.filter(({ kind }) => kind === 'UNREADABLE').map((row) => row.line);
  expect({ rows: rows.length, unreadable }).toEqual({ rows: 123, unreadable: [3, 123] });
});

test('a cell too many or too few is reported, because the others may have moved', async () => {
  const books = `${SMALL_HEADER}\n1,PI-1,12,50,USD,\n2,PI-2,1,USD\n3,PI-3,1,USD,,,\n,,,,\n\n4,PI-4,1,USD,\n`;
  expect(await summaryOf(books)).toEqual([
    '2 1: The row has 6 cells where 5 belong.',
    '3 2: The row has 4 cells where 5 belong.',
    '4 3: The row has 7 cells where 5 belong.',
    '5 skipped',
    '7 4: 1 USD null',
  ]);
});

test('everything that is wrong with a row is said at once', async () => {
  const [row] = await summaryOf(`${SMALL_HEADER}\n1,,"1,50",EURO,5.1.2026\n`);
  expect(row).toBe(
    [
      '2 1: The row names no transaction.',
      'amount ("Amount"): "1,50" is no amount with "." before its decimals.',
      'currency ("Currency"): "EURO" is no ISO 4217 code.',
      'paidOn ("Day"): "5.1.2026" is no day written yyyy-MM-dd.',
    ].join(' '),
  );
});

test('a footer is left out, and lines before the header, where the rules say so', async () => {
  const rules = smallRules('linesBeforeHeader: 2, skip: [{ column: Order, startsWith: [Total, Sum] }]');
  const books = `My Bank\n"Account, unclosed\n${SMALL_HEADER}\n1,PI-1,1,USD,\nTotals,,1\n`;
  expect(await summaryOf(books, rules)).toEqual(['4 1: 1 USD null', '5 skipped']);
});

test('a file without a header has its columns by number', async () => {
  const rules = rulesFrom(`
file: { header: false, separator: ; }
columns: { key: 1, reference: { yedpay: { customId: 3 } }, amount: 2, currency: { value: HKD } }`);
  expect(await read('a;1;order-1\nb;2;order-2', rules)).toMatchObject([
    { line: 1, entry: { key: 'a', amount: '1', currency: 'HKD', reference: { yedpay: { customId: 'order-1' } } } },
    { line: 2, entry: { key: 'b' } },
  ]);
});

test('a row names the transaction of the column that has one, with its account; two are one too many', async () => {
  const rules = rulesFrom(`
columns:
  reference:
    genstore: { paymentId: Payment, account: { column: Shop, value: main } }
    yedpay: { customId: Payment, when: { column: Shop, equals: Octopus } }
  counterpart: { yedpay: { customId: Other } }`);
  const rows = await read('Payment,Shop,Other\nPI-1,,order-1\nPI-2,second,\norder-3,Octopus,\n', rules);
  expect(rows).toMatchObject([
    {
      entry: {
        key: 'line 2',
        reference: { genstore: { paymentId: 'PI-1', account: 'main' } },
        counterpart: { yedpay: { customId: 'order-1' } },
      },
    },
    { entry: { reference: { genstore: { paymentId: 'PI-2', account: 'second' } }, counterpart: null } },
    { kind: 'UNREADABLE', fault: 'The row names several transactions as its reference.' },
  ]);
});

test('a line without an end does not fill the memory', async () => {
  const rows = await read(`${SMALL_HEADER}\n${'x'.repeat(3_000_000)}\n1,PI-1,1,USD,\n`, smallRules(), 65_536);
  expect(rows.map(({ kind, line }) => `${line} ${kind}`)).toEqual(['2 UNREADABLE', '3 ENTRY']);
});
