import { accessSync, constants, mkdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium, type Page, type Request } from 'playwright-core';
import { expect, onTestFinished, type TestContext, test } from 'vitest';
import { exampleOperations } from '../../src/server/example-operations.ts';
import { ROOT, startNode, untilBanner } from '../support/child-process.ts';

/** Git-ignored; `.ci/run` leaves the pictures here for whoever looks at a change of the page. */
const ARTIFACTS = join(ROOT, 'artifacts');

/** Chromium's first start on a shared core can take long; nothing here is about speed. */
const PATIENCE_MS = 60_000;

const TABS = exampleOperations().map(({ name, query }) => ({
  file: name,
  operation: query.match(/^query (\w+)/m)?.[1] ?? '',
}));

function findChromium(): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter);
  const candidates = ['chromium', 'chromium-browser', 'google-chrome'].flatMap((name) =>
    folders.map((folder) => join(folder, name)),
  );
  return candidates.find((path) => {
    try {
      accessSync(path, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

async function openPage(executablePath: string): Promise<Page> {
  const browser = await chromium.launch({
    executablePath,
    headless: true,
    timeout: PATIENCE_MS,
    // Without these, Chromium itself asks servers that have nothing to do with the page.
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
  onTestFinished(() => browser.close());
  const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
  page.setDefaultTimeout(PATIENCE_MS);
  return page;
}

/** A tab that is clicked before the editors are there changes nothing. */
async function untilReady(page: Page, operation: string): Promise<void> {
  const titles = () => page.getByRole('tab').allInnerTexts();
  await expect.poll(titles, { timeout: PATIENCE_MS }).toEqual(TABS.map((tab) => tab.operation));
  await untilShown(page, operation);
}

/** One click, as a person does it: the page may not need a second one. */
async function choose(page: Page, operation: string): Promise<void> {
  await page.getByRole('tab', { name: operation }).click();
  await untilShown(page, operation);
}

async function untilShown(page: Page, operation: string): Promise<void> {
  const query = async () => (await shownLines(page, '.graphiql-query-editor')).join('\n');
  await expect.poll(query, { timeout: PATIENCE_MS }).toContain(`query ${operation}`);
}

/** What a page did beside showing something. Nothing of it is wanted. */
function watch(page: Page, origin: string) {
  const seen = { foreignRequests: [] as string[], consoleErrors: [] as string[], pageErrors: [] as string[] };
  page.on('request', (request) => {
    const url = request.url();
    const isOwn = url.startsWith(`${origin}/`) || url.startsWith(`blob:${origin}/`) || url.startsWith('data:');
    if (!isOwn) seen.foreignRequests.push(url);
  });
  page.on('console', (message) => {
    if (message.type() === 'error') seen.consoleErrors.push(message.text());
  });
  page.on('pageerror', (error) => seen.pageErrors.push(error.message));
  return seen;
}

/** Lines in view, as text: the editor draws a blank as U+00A0, and draws no line that is out of view. */
async function shownLines(page: Page, area: string): Promise<string[]> {
  const lines = await page.locator(`${area} .view-line`).allTextContents();
  return lines.map((line) => line.replaceAll('\u00a0', ' '));
}

interface Answer {
  readonly data?: Readonly<Record<string, unknown>>;
  readonly errors?: unknown;
}

/**
 * Presses the button, and gives what the gateway answered. Again where nothing was sent: for a moment after a change of
 * tabs, GraphiQL has the name of the operation before, and refuses to run this one by that name.
 */
async function run(page: Page, operation: string, attempts = 30): Promise<Answer> {
  const asksIt = (request: Request) => request.postData()?.includes(`"operationName":"${operation}"`) ?? false;
  const sent = page.waitForRequest(asksIt, { timeout: 2_000 });
  try {
    // While an answer is on its way the button has another name, and stops it.
    const [request] = await Promise.all([sent, page.getByRole('button', { name: 'Execute query' }).click()]);
    const response = await request.response();
    return (await response?.json()) as Answer;
  } catch (error) {
    if (attempts === 1) throw error;
    return run(page, operation, attempts - 1);
  }
}

/** Skips, with the reason printed, where there is no browser; fails instead under `.ci/run`, which installs one. */
function chromiumOrSkip({ skip }: TestContext): string {
  const executable = findChromium();
  if (executable !== undefined) return executable;
  const reason = 'no chromium, chromium-browser or google-chrome on PATH';
  if (process.env.REQUIRE_BROWSER === '1') throw new Error(`REQUIRE_BROWSER=1, but there is ${reason}`);
  process.stderr.write(`GraphiQL is not tested: ${reason}. On Debian: apt-get install chromium\n`);
  return skip(reason);
}

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

  for (const { file, operation } of TABS) {
    await choose(page, operation);
    const answer = await run(page, operation);
    const [field = 'errors'] = Object.keys(answer.data ?? {});
    await expect
      .poll(async () => (await shownLines(page, '.result-window')).join('\n'), { timeout: PATIENCE_MS })
      .toContain(`"${field}": `);
    // Before anything else is checked: it shows what went wrong.
    await page.screenshot({ path: join(ARTIFACTS, `graphiql-${file}.png`) });
    expect({ operation, errors: answer.errors }).toEqual({ operation, errors: undefined });
    expect(Object.values(answer.data ?? {})).toEqual([expect.anything()]);
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
