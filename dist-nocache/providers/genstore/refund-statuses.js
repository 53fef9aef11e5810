/**
 * The values of an after-sales record's `status`: the state of the case, not of the money. Source: Genstore, "About
 * Refund", API 202412, second version in Chinese; the newest version does not name the field.
 */
export const GENSTORE_REFUND_STATUSES = new Map([
    ['1', 'opened'],
    ['2', 'in progress'],
    ['3', 'completed'],
    ['4', 'cancelled'],
    ['5', 'abnormal'],
]);
