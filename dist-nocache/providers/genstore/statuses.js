import { StatusTable } from '../../domain/status-table.js';
/**
 * The documented values of `payment.status`; 5 to 8 are unassigned, and no value says refunded or settled.
 * Source: Genstore, "About Pay Transaction", API 202412.
 */
export const GENSTORE_STATUSES = [
    row('1', 'process', 'PENDING', 'In process. A success time beside it is shown, but proves nothing.'),
    row('2', 'success', 'PAID', null),
    row('3', 'auth_void', 'VOIDED', 'The authorization was cancelled before it was captured.'),
    row('4', 'auth_success', 'AUTHORIZED', 'Authorized, not captured.'),
    row('9', 'failure', 'FAILED', null),
];
export const GENSTORE_STATUS_TABLE = new StatusTable(GENSTORE_STATUSES);
function row(code, label, status, note) {
    return { code, label, status, refundState: null, settlementState: null, documented: true, note };
}
