import { successfulPayment, undecidedPayment, writePayment } from '../../src/providers/genstore/simulated-records.ts';
import { simulateGenstore } from '../../src/providers/genstore/simulator.ts';
import { jsonReply, type SimulateProvider } from '../../src/simulator/harness.ts';

const BULK = /^PI-bulk-(\d{1,7})$/;

/** The amount of `PI-bulk-<n>`, in USD, and its fee. */
export function bulkAmounts(n: number): { readonly amount: string; readonly fee: string } {
  const cents = 500 + ((n * 7_919) % 250_000);
  return { amount: (cents / 100).toFixed(2), fee: (Math.round(cents * 0.034) / 100).toFixed(2) };
}

/**
 * Genstore's simulator with a paid payment for every id `PI-bulk-<n>`, whose order number is n with leading zeros. Of those
 * whose number ends in 97 the payment is in process, and of those that end in 98 there is none.
 */
export const simulateBulk: SimulateProvider = (parts) => {
  const own = simulateGenstore(parts);
  return {
    ...own,
    answer: (request) => {
      const digits = BULK.exec(own.asked(request) ?? '')?.[1];
      const n = Number(digits);
      if (digits === undefined || n % 100 === 98) return own.answer(request);
      const paymentId = `PI-bulk-${digits}`;
      const outOrderNo = String(n).padStart(10, '0');
      const { amount, fee } = bulkAmounts(n);
      if (n % 100 === 97) {
        return jsonReply(200, writePayment({ ...undecidedPayment(paymentId, '1'), amount, outOrderNo }));
      }
      const net = (Number(amount) - Number(fee)).toFixed(2);
      return jsonReply(200, writePayment({ ...successfulPayment(paymentId), amount, fee, net, outOrderNo }));
    },
  };
};
