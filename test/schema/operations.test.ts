import { readdirSync, readFileSync } from 'node:fs';
import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { parse, print, validate } from 'graphql';
import { expect, test } from 'vitest';
import { simulatedLinks } from '../../src/config-links.ts';
import { schema } from '../../src/schema.ts';
import { exampleOperations } from '../../src/server/example-operations.ts';
import {
  AfterSalesRecordDocument,
  BothSidesDocument,
  DashboardTableDocument,
  EveryOutcomeDocument,
  OnePaymentDocument,
  RefundWatchDocument,
  WatchPaymentsDocument,
  WhatCanEachProviderTellDocument,
  WorklistDocument,
} from '../generated/graphql.ts';
import { subscribe } from '../support/event-stream.ts';
import { startTestGateway } from '../support/gateway.ts';

const FOLDER = new URL('../../schema/operations/', import.meta.url);

function variablesOf<Data, Variables>(_document: TypedDocumentNode<Data, Variables>, name: string): Variables {
  return JSON.parse(readFileSync(new URL(`${name}.variables.json`, FOLDER), 'utf8'));
}

test('every published operation is a GraphiQL tab, and the other way round', () => {
  const files = readdirSync(FOLDER).filter((file) => file.endsWith('.graphql'));
  expect(
    exampleOperations()
      .map(({ name }) => `${name}.graphql`)
      .toSorted(),
  ).toEqual(files.toSorted());
});

test.each(exampleOperations())('$name is valid and says what it is for', ({ query }) => {
  expect(validate(schema, parse(query))).toEqual([]);
  expect(query).toMatch(/^# .{20,}/);
});

test('one payment gives the record', async () => {
  const gateway = await startTestGateway();
  const { data, errors } = await gateway.ask(OnePaymentDocument, {});
  expect(errors).toBeUndefined();
  expect(data.transaction).toMatchObject({
    outcome: 'FOUND',
    problem: null,
    transaction: { headline: 'PAID', amount: { formatted: '$123.23' } },
  });
});

test('the dashboard table gives a row for each reference, one call for each different one', async () => {
  const gateway = await startTestGateway();
  const variables = variablesOf(DashboardTableDocument, 'dashboard-table');
  const { data, errors } = await gateway.ask(DashboardTableDocument, variables);
  expect(errors).toBeUndefined();
  expect(data.transactions.map(({ reference, outcome }) => [reference.value, outcome])).toEqual([
    ['PI-success', 'FOUND'],
    ['order-paid', 'FOUND'],
    ['order-refund-partial', 'FOUND'],
    ['PI-jpy', 'FOUND'],
    ['order-awaiting', 'AWAITING_CUSTOMER'],
    ['PI-not-found', 'NOT_FOUND'],
    ['PI-success', 'FOUND'],
  ]);
  expect(gateway.genstore.callCount() + gateway.yedpay.callCount()).toBe(6);
});

test('both sides are in one row, and what does not fit is shown', async () => {
  // As the default start has it.
  const gateway = await startTestGateway({ config: { links: [...simulatedLinks()] } });
  const { data, errors } = await gateway.ask(BothSidesDocument, variablesOf(BothSidesDocument, 'both-sides'));
  expect(errors).toBeUndefined();
  const told = data.transactions.map(({ transaction }) => {
    const { outcome, link } = transaction?.counterpart ?? {};
    return [outcome, link?.contradicted];
  });
  expect(told).toEqual([
    ['FOUND', false],
    ['FOUND', false],
    ['FOUND', true],
    ['NOT_FOUND', false],
    ['FOUND', false],
  ]);
  expect([gateway.genstore.callCount(), gateway.yedpay.callCount()]).toEqual([4, 4]);
});

test('the refund watch shows each refund state, and that Genstore reports none', async () => {
  const gateway = await startTestGateway();
  const { data } = await gateway.ask(RefundWatchDocument, variablesOf(RefundWatchDocument, 'refund-watch'));
  expect(
    data.transactions.map(({ transaction }) => [transaction?.refund.state, transaction?.refund.mechanism]),
  ).toEqual([
    ['PENDING', 'REFUND'],
    ['PARTIAL', 'REFUND'],
    ['FULL', 'REFUND'],
    ['FULL', 'REFUND'],
    ['FULL', 'VOID'],
    ['NOT_REPORTED', 'NOT_REPORTED'],
  ]);
});

test('the after-sales record is there, because the simulated shop offers them', async () => {
  const gateway = await startTestGateway();
  const variables = variablesOf(AfterSalesRecordDocument, 'after-sales-record');
  const { data, errors } = await gateway.ask(AfterSalesRecordDocument, variables);
  expect(errors).toBeUndefined();
  expect(data.genstoreRefund).toMatchObject({
    status: { code: '3', label: 'completed' },
    amount: { formatted: '10.00' },
    lines: [{ quantity: '1' }],
  });
});

test('watched payments are shown, and the stream ends where they are decided', async () => {
  const gateway = await startTestGateway();
  const variables = variablesOf(WatchPaymentsDocument, 'watch-payments');
  const stream = await subscribe(gateway.url, { query: print(WatchPaymentsDocument), variables });
  const events = await gateway.drive(stream.rest());
  const told = events.map(({ kind, lookup, reason }) => [
    kind,
    lookup?.transaction?.headline ?? lookup?.outcome ?? reason,
  ]);
  expect(told.slice(0, 2).toSorted()).toEqual([
    ['SNAPSHOT', 'AWAITING_CUSTOMER'],
    ['SNAPSHOT', 'PENDING'],
  ]);
  expect(told.slice(2)).toEqual([
    ['CHANGED', 'PAID'],
    ['CHANGED', 'PENDING'],
    ['CHANGED', 'PAID'],
    ['COMPLETED', 'ALL_REACHED'],
  ]);
});

test('the worklist shows what needs somebody, and all that was seen', async () => {
  const gateway = await startTestGateway();
  await gateway.ask(EveryOutcomeDocument, variablesOf(EveryOutcomeDocument, 'every-outcome'));
  const { data, errors } = await gateway.ask(WorklistDocument, {});
  expect(errors).toBeUndefined();
  expect(data.observedTransactions.edges.length).toBeGreaterThan(0);
  expect(data.observedTransactions.coverage.count).toBe(data.observedTransactions.edges.length);
  expect(gateway.failures).toEqual([]);
});

test('what each provider can tell names both providers', async () => {
  const gateway = await startTestGateway();
  const { data } = await gateway.ask(WhatCanEachProviderTellDocument, {});
  expect(data.providers.map(({ provider, capabilities }) => [provider, capabilities.length])).toEqual([
    ['GENSTORE', 8],
    ['YEDPAY', 8],
  ]);
});

test('every outcome shows one row for each', async () => {
  const gateway = await startTestGateway();
  const { data } = await gateway.ask(EveryOutcomeDocument, variablesOf(EveryOutcomeDocument, 'every-outcome'));
  expect(data.transactions.map(({ outcome }) => outcome)).toEqual([
    'FOUND',
    'AWAITING_CUSTOMER',
    'EXPIRED_UNPAID',
    'NOT_FOUND',
    'INVALID_REFERENCE',
    'PROVIDER_REJECTED',
    'PROVIDER_UNAVAILABLE',
    'PROVIDER_UNAVAILABLE',
    'MALFORMED_RESPONSE',
    'MALFORMED_RESPONSE',
    'RATE_LIMITED',
  ]);
});

test('the generated documents are those of the files', () => {
  expect(print(DashboardTableDocument)).toBe(
    print(parse(readFileSync(new URL('dashboard-table.graphql', FOLDER), 'utf8'))),
  );
});
