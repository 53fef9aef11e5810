const ALONE_ASKS = { kind: 'ASK', land: () => { } };
/** Nobody else knows anything. */
export const NOTHING_SHARED = {
    board: () => ALONE_ASKS,
    forget: () => { },
    onChange: () => { },
};
