import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startNode, untilBanner } from '../support/child-process.ts';
import { ARTIFACTS, chromiumOrSkip, openPage, PATIENCE_MS, watch } from './chromium.ts';
import { choose, run, TABS, untilReady, untilResult, watchEvents } from './graphiql-page.ts';

async function startGateway(): Promise<string> {
  return (await untilBanner(startNode(['src/main.ts'], { env: { PAYLENS_PORT: '0' } }))).endpoint;
}

test('GraphiQL opens with a tab for each task, each runs as it is, and nothing leaves the gateway', async (context) => {
  const page = await openPage(chromiumOrSkip(context));
  const endpoint = await startGateway();
  const seen = watch(page, new URL(endpoint).origin);
  mkdirSync(ARTIFACTS, { recursive: true });
  await page.goto(endpoint);
  await untilReady(page, TABS[0]?.operation ?? '');

  for (const { file, operation, isStream } of TABS) {
    await choose(page, operation);
    if (isStream) {
      await watchEvents(page, operation);
      await page.screenshot({ path: join(ARTIFACTS, `graphiql-${file}.png`) });
      await page.getByRole('button', { name: 'Stop query' }).click();
      continue;
    }
    const answer = await run(page, operation);
    const [field = 'errors'] = Object.keys(answer.data ?? {});
    await untilResult(page, `"${field}": `);
    // Before anything else is checked: it shows what went wrong.
    await page.screenshot({ path: join(ARTIFACTS, `graphiql-${file}.png`) });
    expect({ operation, errors: answer.errors }).toEqual({ operation, errors: undefined });
    expect(Object.values(answer.data ?? { none: null })).not.toContain(null);
  }
  expect(seen).toEqual({ foreignRequests: [], consoleErrors: [], pageErrors: [] });
}, 240_000);

test('after a reload the page is as it was left, and runs', async (context) => {
  const page = await openPage(chromiumOrSkip(context));
  await page.goto(await startGateway());
  const [first = '', second = ''] = TABS.map(({ operation }) => operation);
  await untilReady(page, first);
  await choose(page, second);
  await run(page, second);
  // The page stores its tabs half a second after the last change.
  const stored = () => page.evaluate(() => JSON.stringify({ ...localStorage }));
  await expect.poll(stored, { timeout: PATIENCE_MS }).toMatch(/activeTabIndex[\\"]+:1/);
  await page.reload();
  await untilReady(page, second);
  expect((await run(page, second)).errors).toBeUndefined();
}, 240_000);
