// Many at once: several tabs of one browser, several users of one list.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { ADMIN, OPERATOR, READER, arrived, call, launchBrowser, madeUser, url, windowOf } from './house.mjs';

const TABS = 7; // One more than the connections that a browser opens to a host.

let browser;
before(async () => {
  browser = await launchBrowser();
});
after(() => browser.close());

test('seven tabs of one browser are all live, and none keeps another waiting', async () => {
  const first = await windowOf(browser, ADMIN);
  const tabs = [first];
  for (let more = 1; more < TABS; more++) tabs.push(await first.context().newPage());
  for (const tab of tabs) {
    tab.setDefaultTimeout(60_000);
    await tab.goto(`${url}/access/users?q=everywhere`);
    await arrived(tab, 'Users & roles');
    await tab.getByText('Nothing matches').waitFor();
    await tab.getByTitle('Live').waitFor();
  }
  await madeUser('Seen everywhere', READER);
  for (const tab of tabs) await tab.getByRole('rowheader', { name: /Seen everywhere/ }).waitFor();
  const answered = await Promise.all(tabs.map((tab) => tab.evaluate(async () => (await fetch('/v1/gatehouse/role')).status)));
  assert.deepEqual(answered, Array(TABS).fill(200));
  // The tab that holds the stream goes; another takes it over.
  await first.close();
  const rest = tabs.slice(1);
  await madeUser('Seen everywhere, again', READER);
  for (const tab of rest) await tab.getByRole('rowheader', { name: /everywhere, again/ }).waitFor();
  await rest[0].context().close();
});

test('the guide is followed by keyboard alone: a user with roles, another password, other roles, deleted', async () => {
  const page = await windowOf(browser, ADMIN);
  await arrived(page, 'Overview');
  for (const key of ['g', 'u']) await page.keyboard.press(key);
  await arrived(page, 'Users & roles');
  await page.getByRole('button', { name: 'Add user' }).first().waitFor();
  await page.keyboard.press('c');
  await page.getByRole('dialog', { name: 'Add user' }).waitFor();
  await page.keyboard.type('Keys only');
  await tabTo(page, 'radio', 'Reader');
  await page.keyboard.press('ArrowDown');
  await page.getByText(/will be able to open notebooks.*launch/).waitFor();
  await page.keyboard.press('Enter');
  const first = await saved(page);
  await page.keyboard.press('/');
  await page.keyboard.type('Keys only');
  const row = page.getByRole('rowheader', { name: /Keys only/ });
  await page.waitForURL(/q=Keys/);
  await row.waitFor();

  await menu(page, 'Generate a password');
  await tabTo(page, 'button', 'Generate a password');
  await page.keyboard.press('Enter');
  const second = await saved(page);
  assert.notEqual(first.password, second.password);
  assert.equal((await call(first, 'GET', '/v1/gatehouse/me')).status, 401);
  assert.equal((await call(second, 'GET', '/v1/gatehouse/me')).status, 200);

  await menu(page, 'Edit roles');
  await page.getByRole('dialog', { name: 'Edit roles of Keys only' }).waitFor();
  await tabTo(page, 'checkbox', 'AI Training Operator');
  await page.keyboard.press('Space');
  await page.getByText(/Takes away:.*launch/).waitFor();
  await tabTo(page, 'button', 'Save roles');
  await page.keyboard.press('Enter');
  await page.getByText(/In force on 1 node/).waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  assert.equal((await call(second, 'POST', '/v1/notebook', {})).status, 403);

  await menu(page, 'Delete');
  await tabTo(page, 'button', 'Delete the user');
  await page.keyboard.press('Enter');
  await page.getByText(/In force on 1 node/).waitFor();
  await page.keyboard.press('Enter');
  await row.waitFor({ state: 'detached' });
  assert.equal((await call(second, 'GET', '/v1/gatehouse/me')).status, 401);
  assert.deepEqual(page.faults, []);
  await page.context().close();
});

/** Presses Tab until something is reached. */
async function tabTo(page, role, name) {
  const there = page.getByRole(role, { name, exact: role === 'button' });
  await there.first().waitFor();
  for (let tries = 0; tries < 60; tries++) {
    if (await there.first().evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  assert.fail(`${name} is not reached by Tab`);
}

/** Opens the menu of the first row and goes down to an item. */
async function menu(page, item) {
  await page.evaluate(() => document.activeElement?.blur());
  await page.keyboard.press('j');
  await page.keyboard.press('.');
  const wanted = page.getByRole('menuitem', { name: item });
  await wanted.waitFor();
  for (let tries = 0; tries < 20; tries++) {
    if (await wanted.evaluate((element) => element === document.activeElement)) break;
    await page.keyboard.press('ArrowDown');
  }
  await page.keyboard.press('Enter');
}

/** Reads what is revealed and says by keyboard that it is saved. */
async function saved(page) {
  const dialog = page.getByRole('alertdialog');
  await dialog.getByLabel('I have saved it').waitFor();
  await tabTo(page, 'button', 'Show');
  await page.keyboard.press('Enter');
  const [name, password] = await dialog.locator('code').allInnerTexts();
  await tabTo(page, 'checkbox', 'I have saved it');
  await page.keyboard.press('Space');
  await tabTo(page, 'button', 'Close');
  await page.keyboard.press('Enter');
  await dialog.waitFor({ state: 'detached' });
  return { name, password };
}

test('several users are found by a word that was suggested, given a role, suspended, saved as a file and deleted', async () => {
  for (const name of ['Crowd one', 'Crowd two', '=Crowd three']) await madeUser(name, READER);
  const page = await windowOf(browser, ADMIN);
  await page.goto(`${url}/access/users`);
  const search = page.getByRole('combobox', { name: 'Search users' });
  await search.fill('Crowd ro');
  await page.getByRole('option', { name: /^role:/ }).waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.keyboard.type('training_read');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  assert.equal(await search.inputValue(), `Crowd role:${READER} `);
  await page.getByText('1–3 of 3').waitFor();
  for (const name of ['Crowd one', 'Crowd two', '=Crowd three']) await page.getByLabel(`Choose ${name}`, { exact: true }).check();
  await page.getByText('3 users chosen').waitFor();
  const file = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export CSV' }).click();
  const csv = readFileSync(await (await file).path(), 'utf8');
  assert.match(csv, /"'=Crowd three"/);
  assert.equal(csv.split('\n').length, 4);

  await page.getByRole('button', { name: 'Give a role' }).click();
  const giving = page.getByRole('alertdialog', { name: 'Give a role to 3 users' });
  await giving.getByLabel('Role').selectOption(OPERATOR);
  await giving.getByRole('button', { name: 'Do it' }).click();
  await page.getByText(/3 users done/).waitFor();
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click();
  await page.getByRole('row', { name: /Crowd one/ }).getByText('AI Training Operator').waitFor();

  for (const name of ['Crowd one', 'Crowd two']) await page.getByLabel(`Choose ${name}`, { exact: true }).check();
  await page.getByRole('group', { name: 'What to do with the chosen users' }).getByRole('button', { name: 'Delete' }).click();
  const deleting = page.getByRole('alertdialog', { name: 'Delete 2 users' });
  assert.ok(await deleting.getByRole('button', { name: 'Do it' }).isDisabled());
  await deleting.getByLabel('Type 2 to confirm').fill('2');
  await deleting.getByRole('button', { name: 'Do it' }).click();
  await page.getByText(/2 users done/).waitFor();
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click();
  await page.getByText('1–1 of 1').waitFor();
  assert.deepEqual(page.faults, []);
  await page.context().close();
});
