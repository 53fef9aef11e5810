/** mulberry32: 32 bits of state are plenty for test data, and every platform gives the same numbers. */
export function createRandom(seed) {
    let state = seed | 0;
    const fraction = () => {
        state = (state + 0x6d2b79f5) | 0;
        let mixed = Math.imul(state ^ (state >>> 15), state | 1);
        mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
        return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
    };
    const integer = (least, most) => least + Math.floor(fraction() * (most - least + 1));
    return {
        integer,
        pick: (items) => items[integer(0, items.length - 1)] ?? items[0],
        text: (alphabet, length) => Array.from({ length }, () => alphabet.charAt(integer(0, alphabet.length - 1))).join(''),
    };
}
