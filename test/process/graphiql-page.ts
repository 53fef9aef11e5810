import type { Page, Request } from 'playwright-core';
import { expect } from 'vitest';
import { exampleOperations } from '../../src/server/example-operations.ts';
import { PATIENCE_MS } from './chromium.ts';

export const TABS = exampleOperations().map(({ name, query }) => ({
  file: name,
  operation: query.match(/^query (\w+)/m)?.[1] ?? '',
}));

/** A tab that is clicked before the editors are there changes nothing. */
export async function untilReady(page: Page, operation: string): Promise<void> {
  const titles = () => page.getByRole('tab').allInnerTexts();
  await expect.poll(titles, { timeout: PATIENCE_MS }).toEqual(TABS.map((tab) => tab.operation));
  await untilShown(page, operation);
}

/** One click, as a person does it: the page may not need a second one. */
export async function choose(page: Page, operation: string): Promise<void> {
  await page.getByRole('tab', { name: operation }).click();
  await untilShown(page, operation);
}

async function untilShown(page: Page, operation: string): Promise<void> {
  const query = async () => (await shownLines(page, '.graphiql-query-editor')).join('\n');
  await expect.poll(query, { timeout: PATIENCE_MS }).toContain(`query ${operation}`);
}

/** Lines in view, as text: the editor draws a blank as U+00A0, and draws no line that is out of view. */
export async function shownLines(page: Page, area: string): Promise<string[]> {
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
export async function run(page: Page, operation: string, attempts = 30): Promise<Answer> {
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
