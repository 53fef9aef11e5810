import { readFileSync } from 'node:fs';
import {
  buildSchema,
  type GraphQLField,
  type GraphQLInputObjectType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isSpecifiedScalarType,
  parse,
  validate,
  validateSchema,
} from 'graphql';
import { expect, test } from 'vitest';
import { marksOfRootField } from '../../src/graph/reference-cost.ts';
import { PROVIDERS } from '../../src/providers/index.ts';
import { printedSchema, schema } from '../../src/schema.ts';

const types = Object.values(schema.getTypeMap()).filter(({ name }) => !name.startsWith('__'));

test('the schema is valid, and the committed SDL is what the code says', () => {
  expect(validateSchema(schema)).toEqual([]);
  expect(readFileSync(new URL('../../schema/schema.graphql', import.meta.url), 'utf8')).toBe(printedSchema());
  expect(validateSchema(buildSchema(printedSchema()))).toEqual([]);
});

const entry = (fact: string) =>
  `{ reconcile(input: { entries: [{ key: "a", reference: { genstore: { paymentId: "PI-1" } }, ${fact} }] }) { complete } }`;

test.each([
  ['Decimal, as a number', '123.23', entry('amount: 123.23')],
  ['Decimal, with a comma', '"1,23"', entry('amount: "1,23"')],
  ['CurrencyCode', '"usd"', entry('currency: "usd"')],
  ['Date', '"2025-02-30"', entry('paidOn: "2025-02-30"')],
  [
    'DateTime, without an offset',
    '"2026-11-22T21:00:00"',
    '{ observedTransactions(filter: { updatedSince: "2026-11-22T21:00:00" }) { pageInfo { endCursor } } }',
  ],
])('a wrong literal of a scalar has its place in the document: %s', (_, literal, document) => {
  const places = validate(schema, parse(document)).map(({ locations }) => locations);
  expect(places).toEqual([[{ line: 1, column: document.indexOf(literal) + 1 }]]);
});

test('every type, field, argument and enum value says what it means', () => {
  const missing: string[] = [];
  const check = (name: string, described: { readonly description?: string | null | undefined }) => {
    if (!described.description?.trim()) missing.push(name);
  };
  for (const type of types) {
    if (isSpecifiedScalarType(type)) continue;
    check(type.name, type);
    if (isEnumType(type)) for (const value of type.getValues()) check(`${type.name}.${value.name}`, value);
    if (isObjectType(type) || isInterfaceType(type)) {
      for (const field of Object.values(type.getFields())) {
        check(`${type.name}.${field.name}`, field);
        for (const argument of field.args) check(`${type.name}.${field.name}(${argument.name})`, argument);
      }
    }
    if (isInputObjectType(type))
      for (const field of Object.values(type.getFields())) check(`${type.name}.${field.name}`, field);
  }
  expect(missing).toEqual([]);
});

test('a nullable field of a record says when it is null', () => {
  const silent = [
    'Transaction',
    'Money',
    'RefundView',
    'DataIssue',
    'LookupReference',
    'LookupProblem',
    ...PROVIDERS.map(({ label }) => (label === 'Genstore' ? 'GenstorePayment' : 'YedpayTransaction')),
  ]
    .map((name) => schema.getType(name))
    .filter((type) => isObjectType(type) || isInterfaceType(type))
    .flatMap((type) => Object.values(type.getFields()).map((field) => [`${type.name}.${field.name}`, field] as const))
    .filter(([, field]) => !String(field.type).endsWith('!') && !/null/i.test(field.description ?? ''));
  expect(silent.map(([name]) => name).filter((name) => !/successPaymentTime$/.test(name))).toEqual([]);
});

test('no money is a Float or an Int anywhere, and no field is a Float at all', () => {
  const fields = types
    .filter((type) => isObjectType(type) || isInterfaceType(type))
    .flatMap((type) =>
      Object.values<GraphQLField<unknown, unknown>>(type.getFields()).map(
        (field) => `${type.name}.${field.name}: ${field.type}`,
      ),
    );
  expect(fields.filter((text) => /Float/.test(text))).toEqual([]);
  expect(fields.filter((text) => /\bInt\b/.test(text)).map((text) => text.replace(/: Int!?$/, ''))).toEqual([
    'AttentionItem.ageSeconds',
    'Breaker.retryAfterSeconds',
    ...['available', 'capacity', 'frozenSeconds', 'inFlight', 'refillPerSecond', 'spent', 'waiting'].map(
      (field) => `Budget.${field}`,
    ),
    'CurrencySummary.count',
    'CurrencySummary.paidCount',
    'EntryOutcomeCount.count',
    'Freshness.ageSeconds',
    'LookupProblem.retryAfterSeconds',
    'Money.exponent',
    'ObservedCoverage.count',
    'ReconcileReport.upstreamCalls',
    'ReconcileTotals.entryCount',
    'ReconcileTotals.recordCount',
    'SummaryExclusion.count',
    'SummaryTotal.statedCount',
    'SummaryTotal.unstatedCount',
    'TransactionEvent.intervalSeconds',
    'TransactionEvent.sequence',
    'YedpayGateway.id',
    'YedpayGateway.subId',
  ]);
});

test('every root field that looks transactions up is marked, so that none escapes the limit on references', () => {
  const unmarked = Object.values(schema.getQueryType()?.getFields() ?? {})
    .filter((field) => marksOfRootField(field.extensions as Readonly<Record<string, unknown>>) === null)
    .map(({ name }) => name);
  expect(unmarked.toSorted()).toEqual(['attention', 'observedTransactions', 'providers']);
});

test('the Provider enum and the reference members come from the registry, and exactly one member can be given', () => {
  const provider = schema.getType('Provider');
  const names = PROVIDERS.map(({ name }) => name);
  expect(isEnumType(provider) && provider.getValues().map(({ name }) => name)).toEqual(
    names.map((name) => name.toUpperCase()),
  );
  const reference = schema.getType('TransactionReference') as GraphQLInputObjectType;
  expect(reference.isOneOf).toBe(true);
  expect(Object.keys(reference.getFields()).toSorted()).toEqual(['id', ...names].toSorted());
});

test('the gateway only reads: there is no mutation', () => {
  expect(schema.getMutationType()).toBeUndefined();
});
