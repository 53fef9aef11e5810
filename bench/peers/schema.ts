const TYPES = /* GraphQL */ `
  enum Provider { GENSTORE YEDPAY }
  type Amount { amount: String! currency: String! }
  type Figure { amount: String! }
  type Transaction {
    provider: Provider!
    status: String!
    code: String!
    amount: Amount!
    fee: Figure!
    net: Figure!
    paidAt: String
    merchantReference: String
    processorReference: String
  }
  enum ReferenceProvider { genstore yedpay }
  input ReferenceInput { provider: ReferenceProvider! value: String! }
`;

/** What a team would write: a list of transactions by reference. */
export const LIST_SCHEMA = `${TYPES}
  type Query {
    transaction(reference: ReferenceInput!): Transaction
    transactions(references: [ReferenceInput!]!): [Transaction]!
  }
`;

/** The same for loaders, which need an object to load for. */
export const ROW_SCHEMA = `${TYPES}
  type Row { transaction: Transaction }
  type Query {
    transaction(reference: ReferenceInput!): Row!
    transactions(references: [ReferenceInput!]!): [Row!]!
  }
`;
