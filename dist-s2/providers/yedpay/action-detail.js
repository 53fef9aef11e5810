/** Documented as an array and shown nowhere: an object counts as a list of one. */
export function readActionDetails(reader, field) {
    const details = reader.objects(field);
    return (details?.map((detail) => {
        const name = [detail.text('first_name'), detail.text('last_name')].filter((part) => part !== null).join(' ');
        return {
            requestedBy: detail.text('request_user_id'),
            name: name === '' ? null : name,
            remark: detail.text('remark'),
        };
    }) ?? null);
}
/** Whether details, as the record keeps them, hold a name. */
export function namesSomebody(details) {
    return (Array.isArray(details) &&
        details.some((detail) => [detail.first_name, detail.last_name].some((part) => part != null && part !== '')));
}
