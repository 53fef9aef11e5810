import { describe, expect, test } from 'vitest';
import { type StatusRow, StatusTable } from '../../src/domain/status-table.ts';

const PAID: StatusRow = {
  code: 'paid',
  label: 'paid in full',
  status: 'PAID',
  refundState: null,
  settlementState: null,
  documented: true,
  note: null,
};

const map = (code: string | null) =>
  new StatusTable([{ ...PAID, code: 'seen', documented: false }, PAID]).map(code, 'status');

describe('a status code', () => {
  test('of the table is mapped, and says whether it is documented', () => {
    expect(map('paid')).toEqual({
      row: PAID,
      providerStatus: { code: 'paid', label: 'paid in full', mapped: true, documented: true },
      issue: null,
    });
    expect(map('seen').providerStatus).toMatchObject({ mapped: true, documented: false });
  });

  test.each(['Paid', 'paid ', 'PAID', '', 'toString', '7'])(
    '%j that is not in the table is shown as sent, with an issue',
    (code) => {
      expect(map(code)).toMatchObject({
        row: null,
        providerStatus: { code, label: null, mapped: false, documented: false },
        issue: { kind: 'UNMAPPED_STATUS', severity: 'WARNING', field: 'status', actual: code },
      });
    },
  );

  test('that is missing is no code, and its own issue', () => {
    expect(map(null)).toMatchObject({
      row: null,
      providerStatus: { code: null },
      issue: { kind: 'UNMAPPED_STATUS', actual: null },
    });
  });

  test('is shown to 64 characters', () => {
    const { providerStatus, issue } = map('x'.repeat(5_000));
    expect(providerStatus.code).toHaveLength(64);
    expect(issue?.actual).toHaveLength(64);
  });
});
