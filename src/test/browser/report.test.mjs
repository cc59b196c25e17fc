// Unfolds, filters and copies in HTML reports, and asks axe-core. Usage: node report.test.mjs PAGE.html...
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import puppeteer from 'puppeteer-core';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const browser = await puppeteer.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
});

async function open(file, width, theme) {
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

async function looks(file, width, theme) {
  const { page, problems } = await open(file, width, theme);
  await page.evaluate(() => document.querySelectorAll('details').forEach(each => { each.open = true; }));
  const overflows = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
  assert.equal(overflows, false, `${file} is wider than ${width} px`);
  // The policy of the page keeps out axe, too.
  await page.setBypassCSP(true);
  await page.reload();
  await page.evaluate(() => document.querySelectorAll('details').forEach(each => { each.open = true; }));
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => globalThis.axe.run());
  assert.deepEqual(violations.map(one => `${one.id}: ${one.nodes[0].html}`), []);
  assert.deepEqual(problems, []);
  await page.close();
}

async function works(file) {
  const { page, problems } = await open(file, 1366, 'light');
  await browser.defaultBrowserContext().overridePermissions('file://', ['clipboard-read', 'clipboard-write']).catch(() => {});

  const root = await page.$('details.root');
  if (root) {
    const before = await root.evaluate(each => each.open);
    await root.$eval('summary', each => each.focus());
    await page.keyboard.press('Enter');
    assert.equal(await root.evaluate(each => each.open), !before, 'Enter folds and unfolds');
    await page.keyboard.press('Enter');
  }

  const command = await page.$('.root[open] .command');
  if (command) {
    await page.evaluate(() => { navigator.clipboard.writeText = async text => { globalThis.copied = text; }; });
    await command.$eval('button', each => each.click());
    const shown = await command.$eval('code', each => each.textContent);
    assert.equal(await page.evaluate(() => globalThis.copied), shown, 'the button copies the command');
    assert.equal(await page.$eval('#status', each => each.textContent), 'Command copied');
  }

  if (await page.$('#filter')) {
    await page.type('#filter', 'no such cause anywhere');
    assert.equal(await page.$$eval('.root:not([hidden])', all => all.length), 0, 'the filter hides');
    await page.$eval('#filter', each => { each.value = ''; each.dispatchEvent(new Event('input')); });
    assert.notEqual(await page.$$eval('.root:not([hidden])', all => all.length), 0, 'and shows again');
  }

  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await background();
  await page.click('#theme-dark');
  assert.notEqual(await background(), light, 'the switch makes it dark');
  assert.deepEqual(problems, []);
  await page.close();
}

async function worksWithoutScript(file) {
  const page = await browser.newPage();
  await page.setJavaScriptEnabled(false);
  await page.goto(pathToFileURL(resolve(file)).href);
  assert.ok((await page.$$('h2')).length > 1);
  assert.equal((await page.$$('button:not([hidden])')).length, 0, 'nothing is offered that does not work');
  await page.close();
}

try {
  for (const file of process.argv.slice(2)) {
    for (const width of [390, 1366, 2560]) {
      await looks(file, width, 'light');
      await looks(file, width, 'dark');
    }
    await works(file);
    await worksWithoutScript(file);
    console.log(`ok ${file}`);
  }
} finally {
  await browser.close();
}
