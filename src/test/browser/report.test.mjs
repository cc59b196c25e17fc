// Unfolds, filters and copies in HTML reports, and asks axe-core. Usage: node report.test.mjs PAGE.html...
import assert from 'node:assert/strict';
import { browser, copies, looks, open, switchesToDark, worksWithoutScript } from './browser.mjs';

async function works(file) {
  const { page, problems } = await open(file, 1366, 'light');
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
    await copies(page, command);
  }

  if (await page.$('#filter')) {
    await page.type('#filter', 'no such cause anywhere');
    assert.equal(await page.$$eval('.root:not([hidden])', all => all.length), 0, 'the filter hides');
    await page.$eval('#filter', each => { each.value = ''; each.dispatchEvent(new Event('input')); });
    assert.notEqual(await page.$$eval('.root:not([hidden])', all => all.length), 0, 'and shows again');
  }

  await switchesToDark(page);
  assert.deepEqual(problems, []);
  await page.close();
}

try {
  for (const file of process.argv.slice(2)) {
    await looks(file, [390, 1366, 2560], () => document.querySelectorAll('details').forEach(each => { each.open = true; }));
    await works(file);
    await worksWithoutScript(file);
    console.log(`ok ${file}`);
  }
} finally {
  await browser.close();
}
