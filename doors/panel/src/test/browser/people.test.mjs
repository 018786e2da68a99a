// What people do with users and roles, in a real browser against a real server.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { ADMIN, OPERATOR, READER, arrived, call, heading, launchBrowser, madeUser, seen, url, windowOf } from './house.mjs';

let browser;
before(async () => {
  browser = await launchBrowser();
});
after(() => browser.close());

async function revealed(page) {
  const dialog = page.getByRole('alertdialog');
  await dialog.getByRole('button', { name: 'Show' }).click();
  const [name, password] = await dialog.locator('code').allInnerTexts();
  return { dialog, name, password: seen(password) };
}

test('an administrator adds a user by keyboard alone and cannot lose the password by accident', async () => {
  const page = await windowOf(browser, ADMIN);
  await arrived(page, 'Overview');
  await page.keyboard.press('g');
  await page.keyboard.press('u');
  await arrived(page, 'Users & roles');
  await page.getByRole('button', { name: 'Add user' }).first().waitFor();
  await page.keyboard.press('c');
  const form = page.getByRole('dialog', { name: 'Add user' });
  await form.waitFor();
  await page.keyboard.type('Ada of the keyboard');
  await form.getByText(/will be able to open notebooks.*but not launch/).waitFor();
  await page.keyboard.press('Enter');
  const { dialog, name, password } = await revealed(page);
  await page.keyboard.press('Escape');
  await page.mouse.click(5, 5);
  assert.ok(await dialog.isVisible(), 'the secret is lost by Escape or a click');
  assert.ok(await dialog.getByRole('button', { name: 'Close' }).isDisabled());
  await dialog.getByLabel('I have saved it').focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await dialog.waitFor({ state: 'detached' });
  await page.getByRole('rowheader', { name: /Ada of the keyboard/ }).waitFor();
  const traces = await page.evaluate(() => [
    document.documentElement.outerHTML,
    JSON.stringify({ ...localStorage }),
    JSON.stringify({ ...sessionStorage }),
    location.href,
  ]);
  for (const trace of traces) assert.ok(!trace.includes(password), 'the password is still in the page');
  assert.equal((await call({ name, password }, 'GET', '/v1/gatehouse/me')).status, 200);
  assert.equal((await call({ name, password }, 'POST', '/v1/notebook', {})).status, 403);
  assert.deepEqual(page.faults, []);
  await page.context().close();
});

test('a reader sees what they can open, and is told in the frame of the panel why the rest is not theirs', async () => {
  const page = await windowOf(browser, await madeUser('Grace reads', READER));
  await arrived(page, 'What you can open');
  const rail = page.getByRole('navigation', { name: 'Main' });
  assert.equal(await rail.getByRole('link', { name: 'Users & roles' }).count(), 0);
  await rail.getByRole('link', { name: 'Notebooks' }).click();
  await arrived(page, 'Notebooks');
  assert.equal(await page.getByRole('link', { name: 'Launch a notebook' }).count(), 0);
  await page.goto(`${url}/access/users`);
  await page.getByRole('heading', { name: 'This page is not for your roles' }).waitFor();
  assert.ok(await rail.isVisible());
  await page.goto(`${url}/jobs/new`);
  await page.getByText('Your roles do not let you launch jobs.').waitFor();
  assert.deepEqual(page.faults, []);
  await page.context().close();
});

test('a role that is given shows in the open window of its holder without a reload, and so does its end', async () => {
  const lin = await madeUser('Lin changes', READER);
  const theirs = await windowOf(browser, lin);
  await theirs.goto(`${url}/notebooks`);
  await arrived(theirs, 'Notebooks');
  const page = await windowOf(browser, ADMIN);
  await page.goto(`${url}/access/users?q=Lin`);
  await page.getByRole('button', { name: 'Actions for Lin changes' }).click();
  await page.getByRole('menuitem', { name: 'Edit roles' }).click();
  const dialog = page.getByRole('dialog', { name: 'Edit roles of Lin changes' });
  await dialog.getByLabel('AI Training Operator').check();
  await dialog.getByText(/Adds:.*launch/).waitFor();
  await dialog.getByRole('button', { name: 'Save roles' }).click();
  const receipt = page.getByRole('dialog', { name: 'The roles are changed' });
  await receipt.getByText(/In force on 1 node after/).waitFor();
  await theirs.getByRole('link', { name: 'Launch a notebook' }).waitFor({ timeout: 3000 });
  await receipt.getByRole('button', { name: 'Close' }).last().click();
  await call(ADMIN, 'DELETE', `/v1/gatehouse/project/-/user/${lin.id}/role/${OPERATOR}`);
  await theirs.getByRole('link', { name: 'Launch a notebook' }).waitFor({ state: 'detached', timeout: 3000 });
  assert.deepEqual([...page.faults, ...theirs.faults], []);
  await theirs.context().close();
  await page.context().close();
});

test('a generated password replaces the old one at once', async () => {
  const max = await madeUser('Max forgets', READER);
  const page = await windowOf(browser, ADMIN);
  await page.goto(`${url}/access/users?q=${max.name}`);
  await page.getByRole('link', { name: 'Max forgets' }).click();
  await arrived(page, 'Max forgets');
  await page.getByRole('link', { name: 'Credentials' }).click();
  await page.getByRole('button', { name: 'Generate a password' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Generate a password' }).click();
  const { dialog, name, password } = await revealed(page);
  assert.equal(name, max.name);
  assert.equal((await call(max, 'GET', '/v1/gatehouse/me')).status, 401);
  assert.equal((await call({ name, password }, 'GET', '/v1/gatehouse/me')).status, 200);
  // Neither Back nor the closing of the tab takes it away before it is saved.
  for (let back = 0; back < 2; back++) await page.goBack();
  await dialog.getByText(/You are still here/).waitFor();
  const asked = page.waitForEvent('dialog');
  await page.close({ runBeforeUnload: true });
  const question = await asked;
  assert.equal(question.type(), 'beforeunload');
  await question.dismiss();
  assert.ok(await dialog.getByText(password).isVisible(), 'the password is lost');
  await dialog.getByLabel('I have saved it').check();
  await dialog.getByRole('button', { name: 'Close' }).click();
  await dialog.waitFor({ state: 'detached' });
  await page.goBack();
  await page.context().close();
});

test('somebody is suspended, let in again and deleted, and a window of theirs says that its session is over', async () => {
  const kim = await madeUser('Kim leaves', READER);
  const theirs = await windowOf(browser, kim);
  await arrived(theirs, 'What you can open');
  const page = await windowOf(browser, ADMIN);
  await page.goto(`${url}/access/users?q=Kim`);
  const done = async (what, button) => {
    await page.getByRole('button', { name: 'Actions for Kim leaves' }).click();
    await page.getByRole('menuitem', { name: what }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: button }).click();
    await page.getByText(/In force on 1 node/).waitFor();
  };
  const close = () => page.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click();
  await done('Suspend', 'Suspend');
  await theirs.getByText('Your session has ended.').waitFor({ timeout: 15_000 });
  await close();
  await page.getByRole('cell', { name: 'Suspended' }).waitFor();
  await done('Let in again', 'Let in again');
  await close();
  await done('Delete', 'Delete the user');
  await close();
  await page.getByRole('rowheader', { name: /Kim leaves/ }).waitFor({ state: 'detached' });
  assert.equal((await call(kim, 'GET', '/v1/gatehouse/me')).status, 401);
  assert.deepEqual(page.faults, []);
  await page.context().close();
  await theirs.context().close();
});

test('whatever somebody writes is shown as text', async () => {
  const ugly = `<img src=x onerror="document.title='owned'"> & "quotes" ${'long'.repeat(30)}`;
  const arabic = 'مرحبا بالعالم';
  const made = await madeUser(ugly, READER);
  await madeUser(arabic, READER);
  const page = await windowOf(browser, ADMIN);
  await page.goto(`${url}/access/users`);
  await page.getByRole('rowheader', { name: arabic }).waitFor();
  await page.goto(`${url}/access/users/${made.id}`);
  await arrived(page, ugly);
  assert.equal(await page.locator('img[src="x"]').count(), 0);
  assert.ok(!(await page.title()).startsWith('owned'));
  await page.context().close();
});

test('the panel says when the server cannot be reached, keeps what it has, and goes on by itself', async () => {
  const page = await windowOf(browser, ADMIN);
  await page.goto(`${url}/access/users`);
  const table = page.getByRole('table', { name: 'Users & roles' });
  await table.waitFor();
  const bar = page.getByText(/Reconnecting… The server cannot be reached/);
  await page.context().setOffline(true);
  await page.getByRole('combobox', { name: 'Search users' }).fill('somebody else');
  await bar.waitFor({ timeout: 20_000 });
  assert.ok(await table.isVisible());
  await page.context().setOffline(false);
  await bar.waitFor({ state: 'detached', timeout: 20_000 });
  await page.getByRole('heading', { name: 'Nothing matches' }).waitFor();
  await page.context().close();
});

test('a place can be linked to and goes through the sign-in, Back closes a dialog, and the keyboard goes anywhere', async () => {
  const context = await browser.newContext({ locale: 'en-GB' });
  const page = await context.newPage();
  await page.goto(`${url}/access/roles`);
  await page.getByLabel('User name').fill(ADMIN.name);
  await page.getByLabel('Password').fill(ADMIN.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await arrived(page, 'Roles');
  assert.equal(page.url(), `${url}/access/roles`);
  await page.getByRole('link', { name: 'Users & roles' }).click();
  await arrived(page, 'Users & roles');
  assert.ok(await heading(page).evaluate((h1) => h1 === document.activeElement), 'the focus is not at the heading');
  await page.getByRole('button', { name: 'Add user' }).first().click();
  const dialog = page.getByRole('dialog', { name: 'Add user' });
  await dialog.waitFor();
  await page.goBack();
  await dialog.waitFor({ state: 'detached' });
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog', { name: 'Search' }).waitFor();
  await page.keyboard.type('tok');
  await page.getByRole('menuitem', { name: /Tokens/ }).waitFor();
  await page.keyboard.press('Enter');
  await arrived(page, 'Tokens');
  await page.keyboard.press('?');
  await page.getByRole('dialog', { name: 'Keyboard' }).waitFor();
  await context.close();
});

test('it speaks French to those who do', async () => {
  const page = await windowOf(browser, ADMIN, { locale: 'fr-FR' });
  await arrived(page, 'Aperçu');
  assert.equal(await page.locator('html').getAttribute('lang'), 'fr');
  await page.goto(`${url}/access/users?do=add`);
  await page.getByRole('dialog', { name: 'Ajouter un utilisateur' }).waitFor();
  await page.getByText(/Cette personne pourra/).waitFor();
  await page.context().close();
});

test('a role that is lost while a user is being added leaves what was typed, and says so', async () => {
  const boss = await madeUser('Boss for a day', 'administrator');
  const page = await windowOf(browser, boss);
  page.setDefaultTimeout(60_000);
  await page.goto(`${url}/access/users?do=add`);
  const form = page.getByRole('dialog', { name: 'Add user' });
  await form.getByRole('textbox', { name: 'Description' }).fill('Precious words');
  const taken = await call(ADMIN, 'PUT', `/v1/gatehouse/project/-/user/${boss.id}/role`, { roles: [{ name: READER }] });
  assert.equal(taken.status, 200, taken.text);
  await form.getByText(/You no longer have the role for this/).waitFor();
  assert.equal(await form.getByRole('textbox', { name: 'Description' }).inputValue(), 'Precious words');
  await form.getByRole('button', { name: 'Create user' }).click();
  await form.getByRole('alert').waitFor();
  assert.equal(await form.getByRole('textbox', { name: 'Description' }).inputValue(), 'Precious words');
  await form.getByRole('button', { name: 'Cancel' }).click();
  await page.getByRole('heading', { name: 'This page is not for your roles' }).waitFor();
  await page.context().close();
});

test('who deletes a user is asked what becomes of what runs, and hands it over', async () => {
  const leaving = await madeUser('Lea leaves work behind', OPERATOR);
  const heir = await madeUser('Hal takes it over', OPERATOR);
  const made = await call(leaving, 'POST', '/v1/job', { image: 'host', name: 'legacy', command: ['sleep', '600'] });
  assert.equal(made.status, 200, made.text);
  const page = await windowOf(browser, ADMIN);
  await page.goto(`${url}/access/users?do=delete&user=${leaving.id}`);
  const dialog = page.getByRole('alertdialog', { name: 'Delete Lea leaves work behind' });
  await dialog.getByLabel('Their notebooks, jobs and apps').selectOption('handover');
  await dialog.getByLabel(/^Type user-/).fill(leaving.name);
  assert.ok(await dialog.getByRole('button', { name: 'Delete the user' }).isDisabled(), 'nobody is named yet');
  await dialog.getByLabel('Who gets them').fill(heir.name);
  await dialog.getByText('As code').click();
  await dialog.getByText(new RegExp(`user delete .*--hand-over-to ${heir.name}`)).waitFor();
  await dialog.getByRole('button', { name: 'Delete the user' }).click();
  await page.getByText(/In force on 1 node/).waitFor();
  const job = (await call(heir, 'GET', `/v1/gatehouse/project/-/workload/job/${made.json().id}`)).json();
  assert.equal(job.owner, heir.name);
  assert.ok(job.isMine && job.group !== 'stopped', JSON.stringify(job));
  await call(heir, 'DELETE', `/v1/job/${job.id}?force=true`);
  assert.deepEqual(page.faults, []);
  await page.context().close();
});
