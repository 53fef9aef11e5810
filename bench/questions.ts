import { type BenchRow, type GenstoreReply, genstoreRow, type YedpayReply, yedpayRow } from './record.ts';
import type { BenchReference } from './references.ts';

export interface Question {
  readonly size: number;
  /** How many different references are among them. */
  readonly distinct: number;
  /** Always the same ones, so that a cache can know them. */
  readonly isHot: boolean;
  /** Of so many hot ones, others each time; left out, the same ones in the same order. */
  readonly outOf?: number;
}

/** The form that is natural for a server: our schema, a list of a schema of its own, one alias for each row, or no GraphQL. */
export type Style = 'paylens' | 'list' | 'rows' | 'aliases' | 'plain';

const FIELDS =
  'provider status code amount { amount currency } fee { amount } net { amount } paidAt merchantReference processorReference';
const PAYLENS_FIELDS = FIELDS.replace('code', 'providerStatus { code }');

/** Gateways over REST sources show the replies as they are: nothing maps them to common words. */
const WIRE_FIELDS: Readonly<Record<BenchReference['provider'], string>> = {
  genstore: '{ payment { status amount currency fee net successPaymentTime outOrderNo channelTrxNo } }',
  yedpay: '{ data { status amount currency charge net paid_at custom_id reference_id } }',
};

type Write = (question: Question, references: readonly BenchReference[]) => { query: string; variables: object };

const own = ({ provider, value }: BenchReference) =>
  provider === 'genstore' ? { genstore: { paymentId: value } } : { yedpay: { customId: value } };

/** One document for each style and size, because a client sends the same one each time. */
const WRITERS: Readonly<Record<Exclude<Style, 'plain'>, Write>> = {
  paylens: ({ size }, references) =>
    size === 1
      ? {
          query: `query One($reference: TransactionReference!) { transaction(reference: $reference) { transaction { ${PAYLENS_FIELDS} } } }`,
          variables: { reference: references.map(own)[0] },
        }
      : {
          query: `query Table($references: [TransactionReference!]!) { transactions(references: $references) { transaction { ${PAYLENS_FIELDS} } } }`,
          variables: { references: references.map(own) },
        },
  list: ({ size }, references) => list(size, references, FIELDS),
  rows: ({ size }, references) => list(size, references, `transaction { ${FIELDS} }`),
  aliases: (_question, references) => {
    const variables = references.map((_, index) => `$v${index}: String!`).join(' ');
    const fields = references.map(
      ({ provider }, index) => `r${index}: ${provider}(id: $v${index}) ${WIRE_FIELDS[provider]}`,
    );
    return {
      query: `query Table(${variables}) { ${fields.join(' ')} }`,
      variables: Object.fromEntries(references.map(({ value }, index) => [`v${index}`, value])),
    };
  },
};

function list(size: number, references: readonly BenchReference[], fields: string) {
  return size === 1
    ? {
        query: `query One($reference: ReferenceInput!) { transaction(reference: $reference) { ${fields} } }`,
        variables: { reference: references[0] as object },
      }
    : {
        query: `query Table($references: [ReferenceInput!]!) { transactions(references: $references) { ${fields} } }`,
        variables: { references },
      };
}

export function requestBody(style: Style, question: Question, references: readonly BenchReference[]): string {
  return JSON.stringify(style === 'plain' ? { references } : WRITERS[style](question, references));
}

/** The rows of an answer, in one form, whoever gave it. */
export function rowsOf(style: Style, body: string): readonly BenchRow[] {
  const answer = JSON.parse(body);
  if (style === 'plain') return answer.rows;
  if (style === 'aliases') {
    // In their own order, which not every server keeps.
    return Object.keys(answer.data).map((_, index) => wireRow(answer.data[`r${index}`]));
  }
  const rows: readonly unknown[] = answer.data.transactions ?? [answer.data.transaction];
  return rows.map((row) => plainRow((row as { readonly transaction?: object }).transaction ?? (row as object)));
}

function wireRow(reply: GenstoreReply & YedpayReply): BenchRow {
  return reply.payment === undefined ? yedpayRow(reply) : genstoreRow(reply);
}

function plainRow(row: object): BenchRow {
  const { providerStatus, ...rest } = row as BenchRow & { readonly providerStatus?: { readonly code: string } };
  if (providerStatus === undefined) return rest;
  const { provider, status, ...others } = rest;
  return { provider, status, ...others, code: providerStatus.code };
}
