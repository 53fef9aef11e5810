/** For tests of something else, which open hundreds of gateways: it costs nothing to open. */
export { FORGETFUL_STORE } from '../../src/history/forgetful-store.ts';
