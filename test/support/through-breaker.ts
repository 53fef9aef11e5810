import type { Breaker, Verdict } from '../../src/upstream/breaker.ts';

/** Makes a call as the guard does: at once in its turn, which it ends. */
export async function through<Result extends Verdict>(breaker: Breaker, call: () => Promise<Result>): Promise<Result> {
  const next = breaker.turn();
  const turn = next instanceof Promise ? await next : next;
  let result: Result | null = null;
  try {
    result = await call();
    return result;
  } finally {
    turn.end(result);
  }
}
