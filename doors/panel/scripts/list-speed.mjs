// How long the list of users takes in a browser, in milliseconds, as JSON: the median of several tries each.
//   GATEHOUSE_URL=… GATEHOUSE_ADMIN_PASSWORD=… node scripts/list-speed.mjs
import { ADMIN, launchBrowser, url, windowOf } from '../src/test/browser/house.mjs';

const TIMES = 9;
const ROWS = '[data-row]';
const median = (values) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)];

const browser = await launchBrowser();
const page = await windowOf(browser, ADMIN);
const taken = { list: [], filter: [], typed: [] };

/** From a deed in the page to the first picture in which the rows are others. */
const untilOthers = (deed) =>
  page.evaluate(
    async ([what, rows]) => {
      const seen = () => [...document.querySelectorAll(rows)].map((row) => row.dataset.row).join();
      const set = (field, value) => {
        const kind = field instanceof HTMLSelectElement ? HTMLSelectElement : HTMLInputElement;
        Object.getOwnPropertyDescriptor(kind.prototype, 'value').set.call(field, value);
        field.dispatchEvent(new Event(field instanceof HTMLSelectElement ? 'change' : 'input', { bubbles: true }));
      };
      const before = seen();
      const begun = performance.now();
      set(document.querySelector(what.field), what.value);
      while (seen() === before) await new Promise((next) => requestAnimationFrame(next));
      await new Promise((next) => requestAnimationFrame(() => requestAnimationFrame(next)));
      return performance.now() - begun;
    },
    [deed, ROWS],
  );

for (let time = 0; time < TIMES; time++) {
  const begun = performance.now();
  await page.goto(`${url}/access/users`);
  await page.locator(ROWS).first().waitFor();
  taken.list.push(performance.now() - begun);
  taken.filter.push(await untilOthers({ field: 'form[role=search] select', value: 'objectstore_operator' }));
  taken.typed.push(await untilOthers({ field: 'form[role=search] input', value: `person ${7000 + time}` }));
}
console.log(JSON.stringify(Object.fromEntries(Object.entries(taken).map(([what, values]) => [what, median(values)]))));
await browser.close();
