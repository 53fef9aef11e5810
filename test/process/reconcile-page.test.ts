import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { bulkRow } from '../support/books.ts';
import { ARTIFACTS, chromiumOrSkip, openPage, watch } from './chromium.ts';
import { runReconcile, startBulk } from './reconcile-command.ts';

const HOSTILE = `</td><script>document.title = 'taken'</script><img src=https://example.invalid/x>`;

async function writePage(): Promise<string> {
  const bulk = await startBulk(100, (n) => bulkRow(n).replace('"Order 11"', `"${HOSTILE}"`));
  await runReconcile(bulk.argsFor('report.html'), bulk.config);
  return pathToFileURL(join(bulk.folder, 'report.html')).href;
}

test('the page shows what the books hold as text, filters by outcome and by word, and asks for nothing', async (context) => {
  const page = await openPage(chromiumOrSkip(context));
  const address = await writePage();
  const seen = watch(page, 'file:');
  mkdirSync(ARTIFACTS, { recursive: true });
  await page.goto(address);
  await page.screenshot({ path: join(ARTIFACTS, 'reconcile-page.png'), fullPage: true });
  const rows = page.locator('tbody.rows > tr:visible');
  expect(await page.title()).toBe('Reconciliation of orders.csv');
  expect(await page.getByText(HOSTILE).count()).toBe(1);
  expect(await rows.count()).toBe(12);
  expect(await page.locator('#shown').textContent()).toBe('Showing 12 of 12 rows.');

  await page.getByLabel('Mismatched (3)').check();
  expect(await rows.count()).toBe(3);
  expect(await page.locator('#shown').textContent()).toBe('Showing 3 of 12 rows.');
  await rows.first().locator('summary').click();
  expect(await rows.first().locator('details td').allTextContents()).toContain('at most 0.05 USD apart');
  await page.getByLabel('Search').fill('PAID_ON');
  expect(await rows.count()).toBe(1);
  await page.screenshot({ path: join(ARTIFACTS, 'reconcile-page-filtered.png') });
  expect(seen).toEqual({ foreignRequests: [], consoleErrors: [], pageErrors: [] });
});

test('without a script the page has every row, and the choice of an outcome', async (context) => {
  const page = await openPage(chromiumOrSkip(context));
  const plain = await page.context().browser()?.newPage({ javaScriptEnabled: false, colorScheme: 'dark' });
  if (plain === undefined) throw new Error('no browser');
  await plain.goto(await writePage());
  const rows = plain.locator('tbody.rows > tr:visible');
  expect(await rows.count()).toBe(12);
  await plain.getByLabel('Missing (1)').check();
  expect(await rows.count()).toBe(1);
  expect(await plain.getByLabel('Search').isVisible()).toBe(false);
});
