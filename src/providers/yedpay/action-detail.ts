import type { JsonObject } from '../../upstream/exact-json.ts';
import type { RecordReader } from '../../upstream/record-reader.ts';

/** Who asked for a cancellation or refund, or met a failure, and why. */
export interface YedpayActionDetail {
  /** Yedpay's id of the user; the name is personal data. */
  readonly requestedBy: string | null;
  readonly name: string | null;
  readonly remark: string | null;
}

/** Documented as an array and shown nowhere: an object counts as a list of one. */
export function readActionDetails(reader: RecordReader, field: string): readonly YedpayActionDetail[] | null {
  const details = reader.objects(field);
  return (
    details?.map((detail) => {
      const name = [detail.text('first_name'), detail.text('last_name')].filter((part) => part !== null).join(' ');
      return {
        requestedBy: detail.text('request_user_id'),
        name: name === '' ? null : name,
        remark: detail.text('remark'),
      };
    }) ?? null
  );
}

/** Whether details, as the record keeps them, hold a name. */
export function namesSomebody(details: unknown): boolean {
  return (
    Array.isArray(details) &&
    details.some((detail: JsonObject) =>
      [detail.first_name, detail.last_name].some((part) => part != null && part !== ''),
    )
  );
}
