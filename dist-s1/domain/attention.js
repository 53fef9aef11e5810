/** What needs somebody's attention, each by what makes it so. */
export const ATTENTION_KINDS = [
    'STUCK_PENDING',
    'REFUND_PENDING_TOO_LONG',
    'AUTHORIZATION_AGEING',
    'DATA_ISSUE',
    'UNMAPPED_STATUS',
];
/** Whether a data issue is one to look at. An unmapped status has a kind of its own. */
export function isWorrying({ kind, severity }) {
    return severity !== 'INFO' && kind !== 'UNMAPPED_STATUS';
}
