export { genstore } from './genstore/index.js';
export { yedpay } from './yedpay/index.js';
