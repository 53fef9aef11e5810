/** One payment to ask for, as every server here is told of it. */
export interface BenchReference {
  readonly provider: 'genstore' | 'yedpay';
  readonly value: string;
}

const DIGITS = 11;
export const GENSTORE_PREFIX = 'PI-';
export const YEDPAY_PREFIX = 'order-';

/** Of a fixed width, so that bodies and replies keep their length. Even numbers are Genstore's. */
export function referenceOf(number: number): BenchReference {
  const digits = String(number).padStart(DIGITS, '0');
  return number % 2 === 0
    ? { provider: 'genstore', value: `${GENSTORE_PREFIX}${digits}` }
    : { provider: 'yedpay', value: `${YEDPAY_PREFIX}${digits}` };
}

export function digitsOf(value: string): string {
  return value.slice(-DIGITS);
}
