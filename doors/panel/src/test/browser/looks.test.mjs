// Every page and dialog: accessible in both themes, no wider than a small phone, and not too heavy.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { ADMIN, OPERATOR, READER, accessible, call, escaping, heading, launchBrowser, madeUser, overhang, url, windowOf } from './house.mjs';

const built = new URL('../../../target/classes/gatehouse/doors/panel/built/', import.meta.url);

let browser;
let ada;
let grace;
let job;
let app;
before(async () => {
  browser = await launchBrowser();
  ada = await madeUser('Ada looks', OPERATOR);
  await madeUser(`<img src=x onerror=alert(1)> ${'unbroken'.repeat(25)}`, READER);
  grace = await madeUser('Grace looks', READER);
  const made = await call(ada, 'POST', '/v1/job', { image: 'host', name: 'looks', command: ['echo', 'hello'], labels: { note: 'n'.repeat(60) } });
  assert.equal(made.status, 200, made.text);
  job = made.json().id;
  const served = await call(ada, 'POST', '/v1/app', { image: 'host', name: 'shown', command: ['python3', '-m', 'http.server', '8080'] });
  assert.equal(served.status, 200, served.text);
  app = served.json().id;
  await call(ADMIN, 'POST', '/v1/gatehouse/project/-/bucket', { name: 'looks' });
  const kept = await call(ADMIN, 'POST', '/v1/registry', { url: 'looks.example/team', username: 'ann', password: 'x' });
  assert.equal(kept.status, 200, kept.text);
  const put = await call(ADMIN, 'PUT', '/v1/gatehouse/project/-/bucket/looks/object/content?key=raw%2Fa.csv', '1');
  assert.ok(put.status < 300, put.text);
});
after(async () => {
  await call(ada, 'DELETE', `/v1/job/${job}?force=true`);
  await call(ada, 'DELETE', `/v1/app/${app}?force=true`);
  await browser.close();
});

const places = () => [
  '/',
  '/notebooks',
  '/notebooks/new',
  '/jobs',
  '/jobs/new',
  `/jobs/${job}`,
  `/jobs/${job}/log`,
  `/jobs/${job}/data`,
  `/jobs/${job}/usage`,
  `/jobs/${job}/events`,
  `/jobs/${job}/code`,
  `/jobs?do=delete&id=${job}`,
  '/apps',
  '/apps/new',
  `/apps/${app}`,
  `/apps/${app}/log`,
  `/apps/${app}?do=scale`,
  `/apps/${app}?do=change`,
  `/apps/${app}?do=label`,
  '/access/users',
  '/access/users?q=nobody-is-called-that',
  '/access/users?do=add',
  `/access/users?do=roles&user=${ada.id}`,
  `/access/users?do=password&user=${ada.id}`,
  `/access/users?do=suspend&user=${ada.id}`,
  `/access/users?do=end&user=${ada.id}`,
  `/access/users?do=delete&user=${ada.id}`,
  `/access/users/${ada.id}`,
  `/access/users/${ada.id}/credentials`,
  `/access/users/${ada.id}/sessions`,
  `/access/users/${ada.id}/activity`,
  `/access/users/${ada.id}/code`,
  '/access/roles',
  '/access/tokens',
  '/access/tokens?do=add',
  '/access/s3',
  `/access/s3?user=${ada.id}`,
  '/access/sessions',
  '/registries',
  '/registries?do=add',
  '/data',
  '/data?do=bucket',
  '/data?do=store',
  '/data/looks',
  '/data/looks?in=raw%2F',
  '/data/no-such-bucket',
  '/nodes',
  '/settings',
  '/settings?do=account',
  '/activity',
  '/me',
  '/me?do=password',
];

/** Goes there, and waits until nothing is on its way any more. */
async function settled(page, place) {
  await page.goto(url + place);
  await (place.includes('do=') ? page.locator('[role=dialog],[role=alertdialog]') : heading(page)).first().waitFor();
  await page.waitForFunction(() => !document.body.innerText.includes('Loading…'));
  await page.evaluate(() =>
    Promise.all(
      document
        .getAnimations()
        .filter((each) => each.effect?.getTiming().iterations !== Infinity)
        .map((each) => each.finished.catch(() => undefined)),
    ),
  );
}

test('every page and dialog is accessible in both themes, and fits into 320 px and into a desk', async () => {
  const page = await windowOf(browser, ADMIN, { reducedMotion: 'reduce' });
  const said = [];
  for (const place of places()) {
    await settled(page, place);
    said.push(...(await accessible(page, `${place} (light)`)));
    await page.emulateMedia({ colorScheme: 'dark' });
    said.push(...(await accessible(page, `${place} (dark)`, true)));
    await page.emulateMedia({ colorScheme: 'light' });
    for (const width of [320, 800, 1000, 1280]) {
      await page.setViewportSize({ width, height: 900 });
      await page.evaluate(() => new Promise((laidOut) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(laidOut)))));
      const over = await overhang(page);
      if (over > 0) said.push(`${place} is ${over} px wider than ${width}`);
      for (const what of await escaping(page)) said.push(`${place} at ${width}: something sticks out of ${what}`);
    }
  }
  assert.deepEqual(said, []);
  assert.deepEqual(page.faults, []);
  await page.context().close();
});

test('the pages of a reader and an operator are accessible, and so are a menu, the search and a revealed secret', async () => {
  const said = [];
  for (const person of [grace, ada]) {
    const page = await windowOf(browser, person);
    for (const place of ['/', '/jobs', '/access/users', '/me']) {
      await settled(page, place);
      said.push(...(await accessible(page, `${place} of ${person.name}`)));
    }
    await page.context().close();
  }
  const page = await windowOf(browser, ADMIN);
  await settled(page, '/access/users');
  await page.getByRole('button', { name: 'Actions for Ada looks' }).click();
  await page.getByRole('menu').waitFor();
  said.push(...(await accessible(page, 'the menu of a user')));
  await page.keyboard.press('Escape');
  await page.getByRole('menu').waitFor({ state: 'detached' });
  const opener = page.getByRole('button', { name: 'Actions for Ada looks' });
  await page.waitForFunction((button) => button === document.activeElement, await opener.elementHandle());
  await page.keyboard.press('ArrowUp');
  const last = page.getByRole('menuitem').last();
  await page.waitForFunction((item) => item === document.activeElement, await last.elementHandle());
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog', { name: 'Search' }).waitFor();
  said.push(...(await accessible(page, 'the search')));
  await settled(page, `/access/users?do=password&user=${grace.id}`);
  await page.getByRole('alertdialog').getByRole('button', { name: 'Generate a password' }).click();
  await page.getByLabel('I have saved it').waitFor();
  said.push(...(await accessible(page, 'a revealed secret')));
  assert.deepEqual(said, []);
  await page.context().close();
});

test('the first page weighs at most 200 kB, and each that is fetched later at most 60 kB', () => {
  const index = readFileSync(new URL('index.html', built), 'utf8');
  const first = [...index.matchAll(/(?:src|href)="\/panel\/(assets\/[^"]+\.(?:js|css))"/g)].map((match) => match[1]);
  const weight = (name) => readFileSync(new URL(`${name}.gz`, built)).length;
  const total = first.reduce((sum, name) => sum + weight(name), 0);
  assert.ok(first.length > 2 && total <= 200 * 1024, `the first page weighs ${total} bytes`);
  const later = readdirSync(new URL('assets/', built))
    .filter((file) => /\.(js|css)$/.test(file) && !first.includes(`assets/${file}`))
    .filter((file) => weight(`assets/${file}`) > 60 * 1024);
  assert.deepEqual(later, []);
});
