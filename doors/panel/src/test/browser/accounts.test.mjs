// Accounts: made with a link that is shown once, given a password, and their own password changed by who they are.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { ADMIN, READER, accessible, arrived, call, launchBrowser, madeUser, overhang, seen, url, windowOf } from './house.mjs';

const NAME = 'grace-owner';
// Nothing fades in: axe would look at half of it.
const STILL = { reducedMotion: 'reduce' };
let browser;
before(async () => {
  browser = await launchBrowser();
});
after(async () => {
  await call(ADMIN, 'DELETE', `/v1/gatehouse/account/${NAME}`);
  await browser.close();
});

test('an account is made with a link shown once, and changes its own password, which ends what the old one opened', async () => {
  const page = await windowOf(browser, ADMIN, STILL);
  await page.goto(`${url}/settings`);
  const card = page.getByRole('region', { name: 'Accounts' });
  await card.getByRole('button', { name: 'Add an account' }).click();
  const form = page.getByRole('dialog', { name: 'Add an account' });
  await form.getByRole('button', { name: 'Add an account' }).click();
  await form.getByText('An account needs a name.').waitFor();
  await form.getByRole('textbox', { name: 'User name' }).fill('Not <b>a</b> name');
  await form.getByRole('button', { name: 'Add an account' }).click();
  await form.getByRole('alert').waitFor();
  await form.getByRole('textbox', { name: 'User name' }).fill(NAME);
  assert.deepEqual(await accessible(page, 'adding an account'), []);
  await form.getByRole('button', { name: 'Add an account' }).click();
  const reveal = page.getByRole('alertdialog', { name: `The account ${NAME} is made` });
  await reveal.getByRole('button', { name: 'Show' }).click();
  const link = seen((await reveal.getByText(/\/set-up\?code=/).innerText()).trim());
  await reveal.getByLabel('I have saved it').check();
  await reveal.getByRole('button', { name: 'Close' }).click();
  await card.getByRole('rowheader', { name: NAME }).waitFor();
  assert.ok(!(await page.content()).includes('set-up?code'), 'the link is still in the page');

  await card.getByRole('button', { name: `Actions for ${NAME}` }).click();
  await page.getByRole('menuitem', { name: `Set a password for ${NAME}` }).click();
  const set = page.getByRole('dialog', { name: `Set a password for ${NAME}` });
  await set.getByLabel('New password').fill('short');
  await set.getByLabel('The same again').fill('other');
  await set.getByRole('button', { name: 'Set the password' }).click();
  await set.getByText('At least 10 characters.', { exact: true }).waitFor();
  await set.getByText('This is another one.').waitFor();
  const first = seen('first-&<"-password');
  await set.getByLabel('New password').fill(first);
  await set.getByLabel('The same again').fill(first);
  await set.getByRole('button', { name: 'Set the password' }).click();
  await set.waitFor({ state: 'detached' });

  const own = await windowOf(browser, { name: NAME, password: first }, STILL);
  await own.goto(`${url}/me`);
  await own.getByRole('button', { name: 'Change your password' }).click();
  const change = own.getByRole('dialog', { name: 'Change your password' });
  await own.setViewportSize({ width: 320, height: 900 });
  assert.equal(await overhang(own), 0);
  assert.deepEqual(await accessible(own, 'changing the password'), []);
  const second = seen('second password, longer');
  await own.keyboard.type(second);
  await own.keyboard.press('Tab');
  await own.keyboard.type(second);
  await own.keyboard.press('Enter');
  await own.waitForURL(/\/sign-in\?to=%2Fme/);
  assert.equal((await call({ name: NAME, password: first }, 'GET', '/v1/gatehouse/me')).status, 401);
  await own.getByLabel('User name').fill(NAME);
  await own.getByLabel('Password').fill(second);
  await own.getByRole('button', { name: 'Sign in' }).click();
  await arrived(own, 'My account');
  assert.equal(await change.count(), 0);
  assert.deepEqual([...page.faults, ...own.faults], []);
  await own.context().close();
  await page.context().close();
  assert.match(link, /^http/);
});

test('a user is told that passwords are generated, and sees no accounts', async () => {
  const page = await windowOf(browser, await madeUser('Rita chooses not', READER));
  await page.goto(`${url}/me`);
  await page.getByText(/Passwords of users are generated, not chosen/).waitFor();
  assert.equal(await page.getByRole('button', { name: 'Change your password' }).count(), 0);
  await page.goto(`${url}/me?do=password`);
  await arrived(page, 'My account');
  assert.equal(await page.getByRole('dialog').count(), 0);
  await page.goto(`${url}/settings?do=account`);
  await page.getByRole('heading', { name: 'This page is not for your roles' }).waitFor();
  assert.deepEqual(page.faults, []);
  await page.context().close();
});
