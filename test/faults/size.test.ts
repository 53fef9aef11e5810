import { expect, test } from 'vitest';
import { faultsOf } from './matrix.ts';

test('the matrix has at least 500 cells', async () => {
  const [genstore, yedpay] = await Promise.all([faultsOf('genstore'), faultsOf('yedpay')]);
  expect((genstore.length + yedpay.length) * 3).toBeGreaterThanOrEqual(500);
});
