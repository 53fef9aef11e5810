import { reconcile } from '../../src/cli/reconcile.ts';

/** `npx paylens reconcile` with a look at its memory every 5 s; the parent reads what it sends. */
const timer = setInterval(() => {
  globalThis.gc?.();
  const { rss, heapUsed } = process.memoryUsage();
  process.send?.({ rss, heapUsed });
}, 5_000);
const code = await reconcile(process.argv.slice(2));
clearInterval(timer);
process.send?.({ peak: process.resourceUsage().maxRSS * 1024, ...process.memoryUsage() });
process.disconnect?.();
process.exitCode = code;
