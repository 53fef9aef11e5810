/** `123.20 HKD`; the currency as the provider wrote it where it is no ISO 4217 code. */
export function moneyText({ amount, currency, rawCurrency }) {
    return `${amount} ${currency ?? rawCurrency ?? '(no currency)'}`;
}
/** Amounts below one another, by their decimal points. */
export function alignedAmounts(amounts) {
    const stated = amounts.flatMap(([label, money]) => (money === null ? [] : [[label, money]]));
    const wholeOf = ({ amount }) => amount.split('.')[0]?.length ?? 0;
    const decimalsOf = ({ amount }) => amount.length - wholeOf({ amount, currency: null, rawCurrency: null });
    const whole = Math.max(0, ...stated.map(([, money]) => wholeOf(money)));
    const decimals = Math.max(0, ...stated.map(([, money]) => decimalsOf(money)));
    return stated.map(([label, money]) => {
        const amount = `${' '.repeat(whole - wholeOf(money))}${money.amount}`.padEnd(whole + decimals);
        return [label, [moneyText({ ...money, amount })]];
    });
}
/** `2025-01-15 10:31:15 +08:00   2025-01-15 02:31:15 UTC`: as in the account's zone, and as everywhere. */
export function timeText(utc, timeZone) {
    const instant = Temporal.Instant.from(utc);
    const universal = `${dayAndTime(instant.toZonedDateTimeISO('UTC'))} UTC`;
    if (timeZone === undefined)
        return universal;
    const local = instant.toZonedDateTimeISO(timeZone);
    return local.offset === '+00:00' ? universal : `${dayAndTime(local)} ${local.offset}   ${universal}`;
}
function dayAndTime(time) {
    return time.toPlainDateTime().toString({ smallestUnit: 'second' }).replace('T', ' ');
}
/** A value of a field that only one provider has, on one line; null where there is nothing to show. */
export function ownValueText(value) {
    if (value === null || value === undefined || value === '')
        return null;
    if (Array.isArray(value))
        return listText(value.map(ownValueText), '; ');
    if (typeof value !== 'object')
        return String(value);
    if ('amount' in value && 'rawCurrency' in value)
        return moneyText(value);
    const parts = Object.entries(value).map(([name, inner]) => {
        const text = ownValueText(inner);
        return text === null ? null : `${name} ${text}`;
    });
    return listText(parts, ', ');
}
function listText(parts, separator) {
    const stated = parts.filter((part) => part !== null);
    return stated.length === 0 ? null : stated.join(separator);
}
