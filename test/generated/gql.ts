/* eslint-disable */
import * as types from './graphql.ts';
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';

/**
 * Map of all GraphQL operations in the project.
 *
 * This map has several performance disadvantages:
 * 1. It is not tree-shakeable, so it will include all operations in the project.
 * 2. It is not minifiable, so the string of a GraphQL query will be multiple times inside the bundle.
 * 3. It does not support dead code elimination, so it will add unused operations.
 *
 * Therefore it is highly recommended to use the babel or swc plugin for production.
 * Learn more about it here: https://the-guild.dev/graphql/codegen/plugins/presets/preset-client#reducing-bundle-size
 */
type Documents = {
    "query DashboardTable($references: [TransactionReference!]!) {\n  transactions(references: $references) {\n    reference {\n      provider\n      account\n      value\n    }\n    outcome\n    transaction {\n      id\n      headline\n      amount {\n        amount\n        currency\n        formatted\n      }\n      paidAt\n      merchantReference\n      freshness {\n        source\n        ageSeconds\n      }\n      issues {\n        kind\n        severity\n      }\n    }\n    problem {\n      code\n      message\n      retryable\n      retryAfterSeconds\n    }\n  }\n}": typeof types.DashboardTableDocument,
    "query EveryOutcome($references: [TransactionReference!]!) {\n  transactions(references: $references) {\n    reference {\n      provider\n      value\n    }\n    outcome\n    transaction {\n      headline\n    }\n    problem {\n      message\n      retryable\n      retryAfterSeconds\n    }\n  }\n}": typeof types.EveryOutcomeDocument,
    "query OnePayment {\n  transaction(reference: {genstore: {paymentId: \"PI-success\"}}) {\n    outcome\n    problem {\n      message\n      retryable\n    }\n    transaction {\n      id\n      headline\n      amount {\n        formatted\n      }\n      fee {\n        formatted\n      }\n      net {\n        formatted\n      }\n      paidAt\n      merchantReference\n      processorReference\n      isFinal\n      freshness {\n        source\n        ageSeconds\n      }\n      issues {\n        kind\n        message\n      }\n    }\n  }\n}": typeof types.OnePaymentDocument,
    "query RefundWatch($references: [TransactionReference!]!) {\n  transactions(references: $references) {\n    reference {\n      value\n    }\n    outcome\n    transaction {\n      provider\n      headline\n      refund {\n        state\n        supported\n        mechanism\n        refunded {\n          formatted\n        }\n        remaining {\n          formatted\n        }\n        lastRefundedAt\n        reason\n      }\n      issues {\n        kind\n        message\n        expected\n        actual\n      }\n    }\n  }\n}": typeof types.RefundWatchDocument,
    "query WhatCanEachProviderTell {\n  providers {\n    provider\n    label\n    capabilities {\n      capability\n      supported\n      explanation\n    }\n    referenceKinds {\n      kind\n      queryable\n      description\n    }\n    statuses {\n      code\n      label\n      status\n      refundState\n      settlementState\n      documented\n    }\n    accounts {\n      name\n      timeZone\n      status {\n        health\n        budget {\n          capacity\n          available\n          refillPerSecond\n          spent\n        }\n      }\n    }\n  }\n}": typeof types.WhatCanEachProviderTellDocument,
};
const documents: Documents = {
    "query DashboardTable($references: [TransactionReference!]!) {\n  transactions(references: $references) {\n    reference {\n      provider\n      account\n      value\n    }\n    outcome\n    transaction {\n      id\n      headline\n      amount {\n        amount\n        currency\n        formatted\n      }\n      paidAt\n      merchantReference\n      freshness {\n        source\n        ageSeconds\n      }\n      issues {\n        kind\n        severity\n      }\n    }\n    problem {\n      code\n      message\n      retryable\n      retryAfterSeconds\n    }\n  }\n}": types.DashboardTableDocument,
    "query EveryOutcome($references: [TransactionReference!]!) {\n  transactions(references: $references) {\n    reference {\n      provider\n      value\n    }\n    outcome\n    transaction {\n      headline\n    }\n    problem {\n      message\n      retryable\n      retryAfterSeconds\n    }\n  }\n}": types.EveryOutcomeDocument,
    "query OnePayment {\n  transaction(reference: {genstore: {paymentId: \"PI-success\"}}) {\n    outcome\n    problem {\n      message\n      retryable\n    }\n    transaction {\n      id\n      headline\n      amount {\n        formatted\n      }\n      fee {\n        formatted\n      }\n      net {\n        formatted\n      }\n      paidAt\n      merchantReference\n      processorReference\n      isFinal\n      freshness {\n        source\n        ageSeconds\n      }\n      issues {\n        kind\n        message\n      }\n    }\n  }\n}": types.OnePaymentDocument,
    "query RefundWatch($references: [TransactionReference!]!) {\n  transactions(references: $references) {\n    reference {\n      value\n    }\n    outcome\n    transaction {\n      provider\n      headline\n      refund {\n        state\n        supported\n        mechanism\n        refunded {\n          formatted\n        }\n        remaining {\n          formatted\n        }\n        lastRefundedAt\n        reason\n      }\n      issues {\n        kind\n        message\n        expected\n        actual\n      }\n    }\n  }\n}": types.RefundWatchDocument,
    "query WhatCanEachProviderTell {\n  providers {\n    provider\n    label\n    capabilities {\n      capability\n      supported\n      explanation\n    }\n    referenceKinds {\n      kind\n      queryable\n      description\n    }\n    statuses {\n      code\n      label\n      status\n      refundState\n      settlementState\n      documented\n    }\n    accounts {\n      name\n      timeZone\n      status {\n        health\n        budget {\n          capacity\n          available\n          refillPerSecond\n          spent\n        }\n      }\n    }\n  }\n}": types.WhatCanEachProviderTellDocument,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 *
 *
 * @example
 * ```ts
 * const query = graphql(`query GetUser($id: ID!) { user(id: $id) { name } }`);
 * ```
 *
 * The query argument is unknown!
 * Please regenerate the types.
 */
export function graphql(source: string): unknown;

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query DashboardTable($references: [TransactionReference!]!) {\n  transactions(references: $references) {\n    reference {\n      provider\n      account\n      value\n    }\n    outcome\n    transaction {\n      id\n      headline\n      amount {\n        amount\n        currency\n        formatted\n      }\n      paidAt\n      merchantReference\n      freshness {\n        source\n        ageSeconds\n      }\n      issues {\n        kind\n        severity\n      }\n    }\n    problem {\n      code\n      message\n      retryable\n      retryAfterSeconds\n    }\n  }\n}"): (typeof documents)["query DashboardTable($references: [TransactionReference!]!) {\n  transactions(references: $references) {\n    reference {\n      provider\n      account\n      value\n    }\n    outcome\n    transaction {\n      id\n      headline\n      amount {\n        amount\n        currency\n        formatted\n      }\n      paidAt\n      merchantReference\n      freshness {\n        source\n        ageSeconds\n      }\n      issues {\n        kind\n        severity\n      }\n    }\n    problem {\n      code\n      message\n      retryable\n      retryAfterSeconds\n    }\n  }\n}"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query EveryOutcome($references: [TransactionReference!]!) {\n  transactions(references: $references) {\n    reference {\n      provider\n      value\n    }\n    outcome\n    transaction {\n      headline\n    }\n    problem {\n      message\n      retryable\n      retryAfterSeconds\n    }\n  }\n}"): (typeof documents)["query EveryOutcome($references: [TransactionReference!]!) {\n  transactions(references: $references) {\n    reference {\n      provider\n      value\n    }\n    outcome\n    transaction {\n      headline\n    }\n    problem {\n      message\n      retryable\n      retryAfterSeconds\n    }\n  }\n}"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query OnePayment {\n  transaction(reference: {genstore: {paymentId: \"PI-success\"}}) {\n    outcome\n    problem {\n      message\n      retryable\n    }\n    transaction {\n      id\n      headline\n      amount {\n        formatted\n      }\n      fee {\n        formatted\n      }\n      net {\n        formatted\n      }\n      paidAt\n      merchantReference\n      processorReference\n      isFinal\n      freshness {\n        source\n        ageSeconds\n      }\n      issues {\n        kind\n        message\n      }\n    }\n  }\n}"): (typeof documents)["query OnePayment {\n  transaction(reference: {genstore: {paymentId: \"PI-success\"}}) {\n    outcome\n    problem {\n      message\n      retryable\n    }\n    transaction {\n      id\n      headline\n      amount {\n        formatted\n      }\n      fee {\n        formatted\n      }\n      net {\n        formatted\n      }\n      paidAt\n      merchantReference\n      processorReference\n      isFinal\n      freshness {\n        source\n        ageSeconds\n      }\n      issues {\n        kind\n        message\n      }\n    }\n  }\n}"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query RefundWatch($references: [TransactionReference!]!) {\n  transactions(references: $references) {\n    reference {\n      value\n    }\n    outcome\n    transaction {\n      provider\n      headline\n      refund {\n        state\n        supported\n        mechanism\n        refunded {\n          formatted\n        }\n        remaining {\n          formatted\n        }\n        lastRefundedAt\n        reason\n      }\n      issues {\n        kind\n        message\n        expected\n        actual\n      }\n    }\n  }\n}"): (typeof documents)["query RefundWatch($references: [TransactionReference!]!) {\n  transactions(references: $references) {\n    reference {\n      value\n    }\n    outcome\n    transaction {\n      provider\n      headline\n      refund {\n        state\n        supported\n        mechanism\n        refunded {\n          formatted\n        }\n        remaining {\n          formatted\n        }\n        lastRefundedAt\n        reason\n      }\n      issues {\n        kind\n        message\n        expected\n        actual\n      }\n    }\n  }\n}"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query WhatCanEachProviderTell {\n  providers {\n    provider\n    label\n    capabilities {\n      capability\n      supported\n      explanation\n    }\n    referenceKinds {\n      kind\n      queryable\n      description\n    }\n    statuses {\n      code\n      label\n      status\n      refundState\n      settlementState\n      documented\n    }\n    accounts {\n      name\n      timeZone\n      status {\n        health\n        budget {\n          capacity\n          available\n          refillPerSecond\n          spent\n        }\n      }\n    }\n  }\n}"): (typeof documents)["query WhatCanEachProviderTell {\n  providers {\n    provider\n    label\n    capabilities {\n      capability\n      supported\n      explanation\n    }\n    referenceKinds {\n      kind\n      queryable\n      description\n    }\n    statuses {\n      code\n      label\n      status\n      refundState\n      settlementState\n      documented\n    }\n    accounts {\n      name\n      timeZone\n      status {\n        health\n        budget {\n          capacity\n          available\n          refillPerSecond\n          spent\n        }\n      }\n    }\n  }\n}"];

export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}

export type DocumentType<TDocumentNode extends DocumentNode<any, any>> = TDocumentNode extends DocumentNode<  infer TType,  any>  ? TType  : never;