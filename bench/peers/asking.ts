import { Agent, request } from 'undici';
import { type BenchRow, type GenstoreReply, genstoreRow, type YedpayReply, yedpayRow } from '../record.ts';
import type { BenchReference } from '../references.ts';

export const GENSTORE_URL = process.env.GENSTORE_URL ?? '';
export const YEDPAY_URL = process.env.YEDPAY_URL ?? '';

export const GENSTORE_HEADERS = { 'x-genstore-access-token': 'bench', accept: 'application/json' };
export const YEDPAY_HEADERS = { authorization: 'API-KEY bench', accept: 'application/json' };

const dispatcher = new Agent({ connections: 256 });

/** One call, as a team would make it that knows undici. */
export async function askRow({ provider, value }: BenchReference): Promise<BenchRow> {
  const isGenstore = provider === 'genstore';
  const url = isGenstore
    ? `${GENSTORE_URL}/api/202412/payment/${encodeURIComponent(value)}`
    : `${YEDPAY_URL}/v1/online-payment/query?custom_id=${encodeURIComponent(value)}`;
  const { statusCode, body } = await request(url, {
    dispatcher,
    headers: isGenstore ? GENSTORE_HEADERS : YEDPAY_HEADERS,
  });
  const reply = await body.json();
  if (statusCode !== 200) throw new Error(`the provider answered ${statusCode}`);
  return isGenstore ? genstoreRow(reply as GenstoreReply) : yedpayRow(reply as YedpayReply);
}

/** Rows in the order of the references, each asked for once. */
export function askRows(
  references: readonly BenchReference[],
  ask: (reference: BenchReference) => Promise<BenchRow> | BenchRow = askRow,
): Promise<readonly BenchRow[]> {
  const asked = new Map<string, Promise<BenchRow> | BenchRow>();
  return Promise.all(
    references.map((reference) => {
      const known = asked.get(reference.value);
      if (known !== undefined) return known;
      const row = ask(reference);
      asked.set(reference.value, row);
      return row;
    }),
  );
}

/** Tells whoever started this process where it listens. */
export function tellPort(port: number): void {
  process.send?.({ port });
  process.on('disconnect', () => process.exit());
}
