/**
 * Loaded before a gateway with `--import`, for a fault that nobody has expected: on SIGUSR2 something throws outside of any
 * request, with a text that must come out nowhere.
 */
process.on('SIGUSR2', () => {
  const failure = Object.assign(new TypeError('canary-51c2e0 of a customer'), { code: 'ERR_CANARY_CODE' });
  if (process.env.FAILS_BY === 'rejection') void Promise.reject(failure);
  else throw failure;
});
