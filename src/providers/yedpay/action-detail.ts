import { isJsonObject, JsonNumber } from '../../upstream/exact-json.ts';
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

const NAMELESS_FIELDS: readonly string[] = ['request_user_id', 'remark'];

/** Whether details as sent hold no name for certain: a form that is not understood may hold one anywhere. */
export function namesNobody(details: unknown): boolean {
  const isNameless = ([field, value]: [string, unknown]) =>
    value === '' ||
    value === null ||
    (NAMELESS_FIELDS.includes(field) && (typeof value === 'string' || value instanceof JsonNumber));
  const items = Array.isArray(details) ? details : [details];
  return items.every((item) => isJsonObject(item) && Object.entries(item).every(isNameless));
}
