import type { Page, Request } from 'playwright-core';
import { expect } from 'vitest';
import { exampleOperations } from '../../src/server/example-operations.ts';
import { PATIENCE_MS } from './chromium.ts';

export const TABS = exampleOperations().map(({ name, query }) => ({
  file: name,
  operation: query.match(/^(?:query|subscription) (\w+)/m)?.[1] ?? '',
  isStream: query.includes('\nsubscription '),
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
  await expect.poll(query, { timeout: PATIENCE_MS }).toMatch(new RegExp(`(query|subscription) ${operation}\\b`));
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
  try {
    const response = await (await send(page, operation)).response();
    return (await response?.json()) as Answer;
  } catch (error) {
    if (attempts === 1) throw error;
    return run(page, operation, attempts - 1);
  }
}

async function send(page: Page, operation: string): Promise<Request> {
  const asksIt = (request: Request) => request.postData()?.includes(`"operationName":"${operation}"`) ?? false;
  const sent = page.waitForRequest(asksIt, { timeout: 2_000 });
  // While an answer is on its way the button has another name, and stops it.
  const [request] = await Promise.all([sent, page.getByRole('button', { name: 'Execute query' }).click()]);
  return request;
}

/** The same for a subscription, whose answer does not end: until its first event is shown. */
export async function watchEvents(page: Page, operation: string, attempts = 30): Promise<void> {
  try {
    const response = await (await send(page, operation)).response();
    expect(response?.headers()['content-type']).toContain('text/event-stream');
  } catch (error) {
    if (attempts === 1) throw error;
    return watchEvents(page, operation, attempts - 1);
  }
  await untilResult(page, '"transactionUpdated": ');
}

export async function untilResult(page: Page, text: string): Promise<void> {
  const result = async () => (await shownLines(page, '.result-window')).join('\n');
  await expect.poll(result, { timeout: PATIENCE_MS }).toContain(text);
}
