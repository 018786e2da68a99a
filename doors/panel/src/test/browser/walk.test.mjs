// The four kinds of people, each walked through what they came for: by keyboard, in the dark, on a phone, in French.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { ADMIN, OPERATOR, READER, accessible, arrived, call, heading, launchBrowser, madeUser, overhang, seen, url, windowOf } from './house.mjs';

const STORAGE = 'objectstore_operator';
const UGLY = seen(`pass &<"'> word`);
const PHONE = { viewport: { width: 320, height: 720 }, hasTouch: true };
const catalogue = new URL('../../main/panel/texts/en/', import.meta.url);
const keys = new Set(
  readdirSync(catalogue).flatMap((name) =>
    [...readFileSync(new URL(name, catalogue), 'utf8').matchAll(/^ {2}'([\w.-]+\.[\w.-]+)':/gm)].map((match) => match[1]),
  ),
);

let browser;
before(async () => {
  browser = await launchBrowser();
});
after(() => browser.close());

/** Waits until nothing is on its way any more. */
async function still(page) {
  await heading(page).waitFor();
  await page.waitForFunction(() => !/Loading…|Chargement…/.test(document.body.innerText));
}

/** What is wrong with a page as it stands: axe's findings, an overhang, keys where texts should be. */
async function faultsOf(page, where, otherTheme = false) {
  const said = await accessible(page, where, otherTheme);
  const over = await overhang(page);
  if (over > 0) said.push(`${where} is ${over} px too wide`);
  const lines = (await page.locator('body').innerText()).split(/[\n\t]+/);
  said.push(...lines.filter((line) => keys.has(line.trim())).map((line) => `${where} shows the key ${line}`));
  return said;
}

async function signInByKeyboard(page, person) {
  await page.goto(`${url}/sign-in`);
  await page.getByLabel('User name').focus();
  await page.keyboard.type(person.name);
  await page.keyboard.press('Tab');
  await page.keyboard.type(person.password);
  await page.keyboard.press('Enter');
  await page.waitForURL(`${url}/`);
  await still(page);
}

test('a first administrator follows the link, sets a password by keyboard, and finds what is still to do', async () => {
  const made = await call(ADMIN, 'POST', '/v1/gatehouse/account', { username: 'first-timer' });
  assert.equal(made.status, 200, made.text);
  const context = await browser.newContext({ ...PHONE, locale: 'en-GB', colorScheme: 'dark' });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  await page.goto(made.json().setUpLink);
  assert.deepEqual(await faultsOf(page, 'the set-up'), []);
  await page.getByLabel('New password').focus();
  await page.keyboard.type(UGLY);
  await page.keyboard.press('Tab');
  await page.keyboard.type(UGLY);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Your password is set' }).waitFor();
  assert.ok(!page.url().includes('pass') && !(await page.content()).includes('pass &'), 'the password is in the page');
  await page.goto(made.json().setUpLink);
  await page.getByRole('heading', { name: 'This link has ended' }).waitFor();
  await signInByKeyboard(page, { name: 'first-timer', password: UGLY });
  await arrived(page, 'Overview');
  const list = page.getByRole('region', { name: 'Set up Gatehouse' });
  await list.getByText('Compute found').waitFor();
  const step = list.getByRole('listitem').filter({ hasText: 'The first user is added' });
  const isDone = async () => (await step.getByRole('img').getAttribute('aria-label')) === 'done';
  if (!(await isDone())) {
    await madeUser('The very first', READER); // Ticks itself, without a reload.
    await page.waitForFunction(() => /first user is added/.test(document.body.innerText));
  }
  await step.getByRole('img', { name: 'done' }).waitFor();
  assert.deepEqual(await faultsOf(page, 'the overview of a first administrator'), []);
  await context.close();
  await call(ADMIN, 'DELETE', '/v1/gatehouse/account/first-timer');
});

test('a reader signs in by keyboard, opens what runs, and can launch nothing, by hand neither', async () => {
  const ada = await madeUser('Ada serves', OPERATOR);
  const made = await call(ada, 'POST', '/v1/app', {
    name: 'greeting',
    image: 'host',
    command: ['python3', '-m', 'http.server', '8080'],
    defaultHttpPort: 8080,
  });
  assert.equal(made.status, 200, made.text);
  const app = made.json().id;
  const grace = await madeUser('Grace opens', READER, STORAGE);
  const context = await browser.newContext({ locale: 'en-GB', viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  page.setDefaultTimeout(90_000);
  await signInByKeyboard(page, grace);
  await arrived(page, 'What you can open');
  const open = page.getByRole('link', { name: /^Open greeting|^Open.*greeting/ });
  await open.waitFor();
  assert.equal(await page.getByRole('link', { name: /^Launch|^Run a job|^Deploy/ }).count(), 0);
  assert.equal(await page.locator('[data-create]').count(), 0);
  const popup = context.waitForEvent('page');
  await open.focus();
  await page.keyboard.press('Enter');
  const opened = await popup;
  await opened.getByText('Directory listing for /').waitFor({ timeout: 90_000 });
  assert.notEqual(new URL(opened.url()).host, new URL(url).host);
  assert.equal((await call(grace, 'POST', '/v1/app', { image: 'host' })).status, 403);

  // Another password: the old one fails at once at the panel, at the app and for programs.
  const second = await windowOf(browser, ADMIN);
  await second.goto(`${url}/access/users/${grace.id}/activity`);
  await still(second);
  await second.getByTitle('Live').waitFor();
  const reset = await call(ADMIN, 'POST', `/v1/gatehouse/project/-/user/${grace.id}/password`);
  assert.equal(reset.status, 200, reset.text);
  const begun = Date.now();
  await second.getByText('user.password').first().waitFor();
  assert.ok(Date.now() - begun < 5000, 'the other window is late');
  assert.equal((await call(grace, 'GET', '/v1/gatehouse/me')).status, 401);
  const stranger = await browser.newContext({ locale: 'en-GB' });
  const tries = await stranger.newPage();
  for (const place of [`${url}/sign-in`, opened.url()]) {
    await tries.goto(place);
    await tries.getByLabel('User name').fill(grace.name);
    await tries.getByLabel('Password').fill(grace.password);
    await tries.getByRole('button', { name: 'Sign in' }).click();
    await tries.getByText('The user name or the password is wrong.').waitFor();
  }
  await opened.reload();
  assert.equal(await opened.getByText('Directory listing for /').count(), 0, 'the app is open on the old password');
  await stranger.close();
  await second.context().close();
  await context.close();
  await call(ada, 'DELETE', `/v1/app/${app}?force=true`);
});

test('who has object storage alone is led to it, on a phone, and makes a bucket there', async () => {
  const sam = await madeUser('Sam stores alone', STORAGE);
  const page = await windowOf(browser, sam, PHONE);
  await arrived(page, 'Overview');
  await page.getByRole('link', { name: 'To your data' }).click();
  await arrived(page, 'Data');
  await page.getByRole('button', { name: 'Create a bucket' }).click();
  await page.getByRole('dialog').getByLabel('Name').fill('sams-own');
  await page.keyboard.press('Enter');
  await page.getByRole('link', { name: 'sams-own' }).click();
  await arrived(page, 'sams-own');
  await page.getByRole('button', { name: 'Menu' }).click();
  const rail = page.getByRole('navigation', { name: 'Main' });
  await rail.getByRole('link', { name: 'S3 keys & policies' }).waitFor();
  assert.equal(await rail.getByRole('link', { name: /Notebooks|Users|Registries|Settings/ }).count(), 0);
  await page.goto(`${url}/notebooks`);
  await page.getByRole('heading', { name: 'This page is not for your roles' }).waitFor();
  assert.deepEqual(page.faults, []);
  await page.context().close();
});

const WALKS = {
  operator: [[OPERATOR, STORAGE], ['/', '/notebooks', '/jobs', '/jobs/new', '/apps', '/registries', '/data', '/access/tokens', '/activity', '/me']],
  reader: [[READER], ['/', '/notebooks', '/jobs', '/apps', '/access/users', '/access/tokens', '/activity', '/me']],
  storage: [[STORAGE], ['/', '/data', '/access/s3', '/data?do=bucket', '/activity', '/me']],
};

for (const [who, [roles, places]] of Object.entries(WALKS)) {
  test(`the pages of the ${who} are whole in French, in both themes and on a phone`, async () => {
    const person = await madeUser(`Walks as ${who}`, ...roles);
    const page = await windowOf(browser, person, { ...PHONE, reducedMotion: 'reduce' });
    await page.evaluate(() => localStorage.setItem('gatehouse.language', 'fr'));
    const said = [];
    for (const place of places) {
      await page.goto(url + place);
      await still(page);
      assert.equal(await page.locator('html').getAttribute('lang'), 'fr');
      for (const colorScheme of ['light', 'dark']) {
        await page.emulateMedia({ colorScheme });
        said.push(...(await faultsOf(page, `${place} (${who}, ${colorScheme})`, colorScheme === 'dark')));
      }
    }
    assert.deepEqual(said, []);
    assert.deepEqual(page.faults, []);
    await page.context().close();
  });
}

test('every page of an administrator is reached by keys alone', async () => {
  const page = await windowOf(browser, ADMIN);
  for (const [key, title] of Object.entries({
    n: 'Notebooks', j: 'Jobs', a: 'Apps', i: 'Registries', d: 'Data', u: 'Users & roles', r: 'Roles', t: 'Tokens',
    s: 'S3 keys & policies', c: 'Live connections', y: 'Activity', e: 'Settings', o: 'Overview',
  })) {
    await page.keyboard.press('g');
    await page.keyboard.press(key);
    await arrived(page, title);
  }
  assert.deepEqual(page.faults, []);
  await page.context().close();
});
