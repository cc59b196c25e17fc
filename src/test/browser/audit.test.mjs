// Filters, unfolds and copies in HTML pages of audits, and asks axe-core. Usage: node audit.test.mjs PAGE.html...
import assert from 'node:assert/strict';
import { browser, copies, looks, open, switchesToDark, worksWithoutScript } from './browser.mjs';

/** One of each kind is unfolded: thousands of rows alike would only repeat what axe says of the first. */
function unfold() {
  document.querySelectorAll('details:not(.cause):not(.findings)').forEach(each => { each.open = true; });
  for (const each of [...document.querySelectorAll('details.cause')].slice(0, 3)) {
    each.open = true;
    each.querySelector('.findings').open = true;
  }
}

const shown = (page, selector) => page.$$eval(selector, all => all.filter(each => !each.closest('[hidden]')).length);
const rows = '.findings tbody tr';

async function works(file) {
  const { page, problems } = await open(file, 1366, 'light');
  const all = await shown(page, rows);
  const causes = await shown(page, '.cause');
  assert.ok(all > 0 && causes > 0);

  await page.focus('.matrix tbody a');
  await page.keyboard.press('Enter');
  const first = await page.$('.cause');
  await page.waitForFunction(() => document.querySelector('.cause').open);
  await copies(page, await first.$('.command'));

  await page.type('#filter', 'no such cause anywhere');
  assert.equal(await shown(page, '.cause'), 0, 'the filter hides');
  assert.equal(await shown(page, '.matrix tbody tr'), 0, 'in the matrix, too');
  await page.click('button[type=reset]');
  await page.waitForFunction(count => document.querySelectorAll('.cause:not([hidden])').length === count, {}, causes);
  assert.equal(await shown(page, rows), all, 'and shows all again');

  for (const [id, column] of [['cluster', 0], ['state', 1]]) {
    const value = await page.$eval(`#${id} option:last-child`, each => each.value);
    await page.select(`#${id}`, value);
    const left = await page.$$eval(rows, (each, at) => each.filter(row => !row.closest('[hidden]'))
      .map(row => row.cells[at].textContent), column);
    assert.ok(left.length > 0 && left.every(text => text === value), `${id} ${value} shows only its findings`);
    if (id === 'cluster') {
      assert.equal(await shown(page, '.matrix thead .cluster'), 1, 'and only its column');
    }
    await page.select(`#${id}`, '');
  }
  const severity = await page.$eval('#severity option:last-child', each => each.value);
  await page.select('#severity', severity);
  assert.deepEqual([...new Set(await page.$$eval('.cause:not([hidden])', each => each.map(one => one.dataset.severity)))], [severity]);
  assert.match(await page.$eval('#status', each => each.textContent), /^\d+ of \d+ causes, \d+ of \d+ findings shown$/);
  await page.select('#severity', '');

  await switchesToDark(page);
  assert.deepEqual(problems, []);
  await page.close();
}

/** Printing unfolds what is not long, and the table of clusters does not leave the sheet. */
async function prints(file) {
  const { page } = await open(file, 720, 'light');
  await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
  await page.emulateMediaType('print');
  assert.equal(await page.$eval('.cause', each => each.open), true);
  assert.equal(await page.$eval('.filter', each => getComputedStyle(each).display), 'none');
  assert.ok(await page.$eval('.matrix table', each => each.scrollWidth) <= 720, 'a sheet holds the columns that are printed');
  await page.close();
}

try {
  for (const file of process.argv.slice(2)) {
    await looks(file, [390, 1280, 2560], unfold);
    await works(file);
    await prints(file);
    await worksWithoutScript(file);
    console.log(`ok ${file}`);
  }
} finally {
  await browser.close();
}
