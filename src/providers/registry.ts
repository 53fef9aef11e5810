export { genstore } from './genstore/index.ts';
export { yedpay } from './yedpay/index.ts';
