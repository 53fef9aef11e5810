import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { createApiKey } from '../../src/callers/api-key.ts';
import { startNode, untilBanner } from '../support/child-process.ts';
import { ARTIFACTS, chromiumOrSkip, openPage, PATIENCE_MS, watch } from './chromium.ts';
import { choose, run, TABS, untilReady, watchEvents } from './graphiql-page.ts';

const EXPLORER = createApiKey();
const READER = createApiKey();

/** The browser's own lines about an answer that is no 2xx; a page cannot keep them away. */
const REFUSED_LINE = /^Failed to load resource: the server responded with a status of (401|403) \(\w+\)$/;

async function startGateway(): Promise<string> {
  const callers = [
    {
      name: 'explorer',
      keys: [EXPLORER.hash],
      scopes: ['transactions:read', 'reconcile', 'watch', 'explore', 'operations'],
      accounts: ['*'],
    },
    { name: 'reader', keys: [READER.hash], scopes: ['transactions:read'], accounts: ['*'] },
  ];
  const env = { PAYLENS_PORT: '0', PAYLENS_CALLERS: JSON.stringify(callers) };
  return (await untilBanner(startNode(['src/main.ts'], { env }))).endpoint;
}

async function openWith(page: Page, key: string): Promise<void> {
  await page.getByLabel('API key or token').fill(key);
  await page.getByRole('button', { name: 'Open GraphiQL' }).click();
}

async function untilTold(page: Page, reason: RegExp): Promise<void> {
  await expect.poll(() => page.getByRole('alert').innerText(), { timeout: PATIENCE_MS }).toMatch(reason);
}

/** Everything in which a browser keeps something beyond the page, as one text. */
async function kept(page: Page): Promise<string> {
  const storages = await page.evaluate(async () =>
    JSON.stringify([
      { ...localStorage },
      { ...sessionStorage },
      document.cookie,
      location.href,
      history.state,
      await indexedDB.databases(),
      await caches.keys(),
    ]),
  );
  return storages + JSON.stringify(await page.context().cookies());
}

test('a browser is asked for a key, told what is wrong with one, and gets GraphiQL with a good one', async (context) => {
  const page = await openPage(chromiumOrSkip(context));
  const endpoint = await startGateway();
  const seen = watch(page, new URL(endpoint).origin);
  mkdirSync(ARTIFACTS, { recursive: true });
  expect((await page.goto(endpoint))?.status()).toBe(401);
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('key');
  await page.screenshot({ path: join(ARTIFACTS, 'sign-in.png') });

  await openWith(page, `paylens_${'x'.repeat(43)}`);
  await untilTold(page, /not accepted/);
  await page.screenshot({ path: join(ARTIFACTS, 'sign-in-refused.png') });
  await openWith(page, READER.key);
  await untilTold(page, /valid, but GraphiQL takes the scope explore/);
  await openWith(page, 'no header holds \u{1F511}');
  await untilTold(page, /Check the key/);

  await openWith(page, EXPLORER.key);
  await untilReady(page, TABS[0]?.operation ?? '');
  for (const { operation, isStream } of TABS) {
    await choose(page, operation);
    if (isStream) {
      await watchEvents(page, operation);
      await page.getByRole('button', { name: 'Stop query' }).click();
      continue;
    }
    const answer = await run(page, operation);
    expect({ operation, errors: answer.errors }).toEqual({ operation, errors: undefined });
  }
  await page.screenshot({ path: join(ARTIFACTS, 'sign-in-graphiql.png') });
  const lines = seen.consoleErrors.filter((line) => !REFUSED_LINE.test(line));
  expect({ ...seen, consoleErrors: lines }).toEqual({ foreignRequests: [], consoleErrors: [], pageErrors: [] });
}, 240_000);

test('the key is kept nowhere but in the page, and a reload asks for it again', async (context) => {
  const page = await openPage(chromiumOrSkip(context));
  const endpoint = await startGateway();
  await page.goto(endpoint);
  await openWith(page, EXPLORER.key);
  const [first = '', second = ''] = TABS.map(({ operation }) => operation);
  await untilReady(page, first);
  await choose(page, second);
  await run(page, second);
  // The page stores its tabs half a second after the last change, so from here on there is something to find.
  await expect.poll(() => kept(page), { timeout: PATIENCE_MS }).toMatch(/activeTabIndex[\\"]+:1/);
  expect(await kept(page)).not.toContain(EXPLORER.key.slice('paylens_'.length));
  await page.reload();
  expect(await page.getByLabel('API key or token').inputValue()).toBe('');
  expect(await kept(page)).not.toContain(EXPLORER.key.slice('paylens_'.length));
}, 240_000);

test('the key goes with what the page asks the API, in whatever form, and with nothing else', async (context) => {
  const page = await openPage(chromiumOrSkip(context));
  await page.goto(await startGateway());
  await openWith(page, EXPLORER.key);
  await untilReady(page, TABS[0]?.operation ?? '');
  const asked = await page.evaluate(async () => {
    const init = {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: '{ providers { label } }' }),
    };
    const replies = await Promise.all([
      fetch('/graphql', init),
      fetch(new URL('/graphql', location.href), init),
      fetch(new Request('/graphql', init)),
      fetch(new Request('/graphql'), init),
      fetch('/graphql', { ...init, headers: { ...init.headers, authorization: 'Bearer typed-by-hand' } }),
    ]);
    return replies.map(({ status }) => status);
  });
  expect(asked).toEqual([200, 200, 200, 200, 401]);
  const other = page.waitForRequest((request) => request.url().endsWith('/elsewhere'));
  await page.evaluate(() => fetch('/elsewhere').then(() => undefined));
  expect((await other).headers()).not.toHaveProperty('authorization');
}, 240_000);
