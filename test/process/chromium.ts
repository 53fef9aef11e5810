import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium, type Page } from 'playwright-core';
import { onTestFinished, type TestContext } from 'vitest';
import { ROOT } from '../support/child-process.ts';

/** Git-ignored; `.ci/run` leaves the pictures here for whoever looks at a change of the page. */
export const ARTIFACTS = join(ROOT, 'artifacts');

/** Chromium's first start on a shared core can take long; nothing here is about speed. */
export const PATIENCE_MS = 60_000;

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

export async function openPage(executablePath: string): Promise<Page> {
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

/** What a page did beside showing something. Nothing of it is wanted. */
export function watch(page: Page, origin: string) {
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

/** Skips, with the reason printed, where there is no browser; fails instead under `.ci/run`, which installs one. */
export function chromiumOrSkip({ skip }: TestContext): string {
  const executable = findChromium();
  if (executable !== undefined) return executable;
  const reason = 'no chromium, chromium-browser or google-chrome on PATH';
  if (process.env.REQUIRE_BROWSER === '1') throw new Error(`REQUIRE_BROWSER=1, but there is ${reason}`);
  process.stderr.write(`GraphiQL is not tested: ${reason}. On Debian: apt-get install chromium\n`);
  return skip(reason);
}
