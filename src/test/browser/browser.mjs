// What the tests of every page share: a browser, a page that must load nothing, and the looks of it.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import puppeteer from 'puppeteer-core';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
export const browser = await puppeteer.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
});

export async function open(file, width, theme) {
  const page = await browser.newPage();
  const problems = [];
  page.on('pageerror', error => problems.push(String(error)));
  page.on('console', message => message.type() === 'error' && problems.push(message.text()));
  page.on('request', request => request.url().startsWith('file:') || problems.push(request.url()));
  await page.setViewport({ width, height: 900 });
  await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: theme }]);
  await page.goto(pathToFileURL(resolve(file)).href);
  return { page, problems };
}

/** No sideways scrolling and no violation that axe finds, in each width and theme; `unfold` runs in the page first. */
export async function looks(file, widths, unfold) {
  for (const width of widths) {
    for (const theme of ['light', 'dark']) {
      const { page, problems } = await open(file, width, theme);
      await page.evaluate(unfold);
      const overflows = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
      assert.equal(overflows, false, `${file} is wider than ${width} px`);
      // The policy of the page keeps out axe, too.
      await page.setBypassCSP(true);
      await page.reload();
      await page.evaluate(unfold);
      await page.evaluate(axe);
      // Later rows and columns of a long table are like the first ones, and axe takes minutes for thousands.
      await page.evaluate(() => document.querySelectorAll('tbody tr:nth-child(n+20), .matrix tr > :nth-child(n+40)')
        .forEach(each => each.remove()));
      const { violations } = await page.evaluate(() => globalThis.axe.run());
      assert.deepEqual(violations.map(one => `${one.id}: ${one.nodes[0].html}`), []);
      assert.deepEqual(problems, []);
      await page.close();
    }
  }
}

/** The button beside a command copies what is shown. */
export async function copies(page, command) {
  await page.evaluate(() => { navigator.clipboard.writeText = async text => { globalThis.copied = text; }; });
  await command.$eval('button', each => each.click());
  const shown = await command.$eval('code', each => each.textContent);
  assert.equal(await page.evaluate(() => globalThis.copied), shown, 'the button copies the command');
  assert.equal(await page.$eval('#status', each => each.textContent), 'Command copied');
}

export async function switchesToDark(page) {
  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await background();
  await page.click('#theme-dark');
  assert.notEqual(await background(), light, 'the switch makes it dark');
}

export async function worksWithoutScript(file) {
  const page = await browser.newPage();
  await page.setJavaScriptEnabled(false);
  await page.goto(pathToFileURL(resolve(file)).href);
  assert.ok((await page.$$('h2')).length > 1);
  assert.equal((await page.$$('button:not([hidden]):not([hidden] button)')).length, 0, 'nothing is offered that does not work');
  await page.close();
}
