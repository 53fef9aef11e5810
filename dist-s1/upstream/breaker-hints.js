export const NO_HINTS = { tell: () => { }, isOpenElsewhere: () => false };
