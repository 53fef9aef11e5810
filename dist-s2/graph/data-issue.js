import { builder, describedEnum } from './builder.js';
const DataIssueKindRef = describedEnum('DataIssueKind', 'What looks wrong in provider data.', {
    NET_MISMATCH: 'The stated net is not amount less fee, where nothing else could have a part in it.',
    SETTLED_WITHOUT_DATE: 'Settled, but without a settlement time.',
    SUCCESS_TIME_WITHOUT_SUCCESS: 'A success time on a payment whose status is not success.',
    REFUND_EXCEEDS_AMOUNT: 'More is refunded than was paid.',
    STATUS_AMOUNT_CONFLICT: 'The status and the refunded amount contradict each other.',
    UNMAPPED_STATUS: 'A status that this gateway does not know.',
    UNPARSEABLE_VALUE: 'A value that could not be read, shown as null.',
    TYPE_DEVIATION: 'A value whose JSON type is not the documented one; its text is kept.',
    UNKNOWN_FIELD: 'A field that the documentation does not name; only its name is kept.',
    UNKNOWN_CURRENCY: 'A currency that ISO 4217 does not list.',
    DUPLICATE_KEY: 'A field that was stated twice with different values; neither is shown.',
    REFERENCE_REUSED: 'The reference has named more than one record of the provider.',
    WITHHELD: 'Fields that the provider filled and that your scopes do not cover. Not a fault of the data.',
});
const SeverityRef = describedEnum('Severity', 'How much a data issue matters.', {
    INFO: 'Nothing to do.',
    WARNING: 'Read the row with care.',
    ERROR: 'A value is missing, or contradicts another one.',
});
export const DataIssueRef = builder.objectRef('DataIssue').implement({
    description: 'Something that looks wrong in what the provider sent. It is shown and corrected nowhere.',
    fields: (t) => ({
        kind: t.expose('kind', { type: DataIssueKindRef, nullable: false, description: 'What looks wrong.' }),
        severity: t.expose('severity', { type: SeverityRef, nullable: false, description: 'How much it matters.' }),
        field: t.exposeString('field', {
            description: "The provider's own name of the field. Null where the issue concerns the whole record.",
        }),
        message: t.exposeString('message', { nullable: false, description: 'The issue in a sentence, for people.' }),
        expected: t.exposeString('expected', {
            description: 'What would have been consistent, at most 64 characters. Null where it cannot be said.',
        }),
        actual: t.exposeString('actual', {
            description: 'What was there, at most 64 characters. Null where it is no short text.',
        }),
    }),
});
