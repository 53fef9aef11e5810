/** A Date header counts whole seconds, and an answer takes some. */
const NOTED_SECONDS = 10;
/** As much as tokens of issuers are given. */
const TOO_MUCH_SECONDS = 60;
/** How far this machine's clock is from what a provider said that it was. */
export function clockFinding(subject, date, clock) {
    const theirs = date === null ? Number.NaN : Date.parse(date);
    if (Number.isNaN(theirs))
        return [{ state: 'ok', subject, says: 'clock: not compared, the answer has no date' }];
    const seconds = Math.round((clock.now() - theirs) / 1000);
    const distance = Math.abs(seconds);
    if (distance < NOTED_SECONDS)
        return [{ state: 'ok', subject, says: 'clock: the same as here' }];
    const says = `clock: this machine is ${distance} s ${seconds > 0 ? 'ahead of' : 'behind'} the provider. Let NTP set it: tokens and dates are read wrongly.`;
    return [{ state: distance < TOO_MUCH_SECONDS ? 'warning' : 'failed', subject, says }];
}
