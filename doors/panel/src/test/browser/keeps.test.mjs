// What stays when something is lost: the last data when a load fails, what was typed when a role goes; and registries.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { ADMIN, OPERATOR, READER, arrived, call, heading, launchBrowser, madeUser, seen, url, windowOf } from './house.mjs';

const USER = '/v1/gatehouse/project/-/user';

let browser;
before(async () => {
  browser = await launchBrowser();
});
after(() => browser.close());

test('an account at a registry is added, changed and forgotten, and its password is shown nowhere', async () => {
  const page = await windowOf(browser, await madeUser('Ann pulls', OPERATOR));
  await page.goto(`${url}/registries`);
  await arrived(page, 'Registries');
  await page.getByRole('button', { name: 'Add a registry' }).first().click();
  const form = page.getByRole('dialog', { name: 'Add a registry' });
  await form.getByRole('textbox', { name: 'Address' }).fill('no host at all');
  await form.getByRole('textbox', { name: 'User name' }).fill('ann');
  await form.getByLabel('Password').fill(seen('hunter-&<"-2'));
  await form.getByRole('button', { name: 'Add a registry' }).click();
  await form.getByRole('alert').waitFor();
  await form.getByRole('textbox', { name: 'Address' }).fill('registry.example/team');
  await form.getByText('As code').click();
  await form.getByRole('button', { name: 'curl' }).click();
  await form.getByRole('region', { name: 'As code' }).getByText(/registry\.example\/team/).waitFor();
  assert.ok(!(await form.innerText()).includes('hunter'), 'the password is in the code');
  await form.getByRole('button', { name: 'Add a registry' }).click();
  const row = page.getByRole('row', { name: /registry\.example\/team/ });
  await row.waitFor();
  assert.ok(!(await page.content()).includes('hunter'), 'the password is still in the page');

  await row.getByRole('button', { name: /Actions for/ }).click();
  await page.getByRole('menuitem', { name: 'Change' }).click();
  const change = page.getByRole('dialog', { name: 'Change the account at registry.example/team' });
  assert.equal(await change.getByLabel('Password').inputValue(), '');
  await change.getByRole('textbox', { name: 'User name' }).fill('bob');
  await change.getByRole('button', { name: 'Save' }).click();
  await change.getByText(/needs the password anew/).waitFor();
  await change.getByLabel('Password').fill('another');
  await change.getByRole('button', { name: 'Save' }).click();
  await row.getByText('bob').waitFor();

  await row.getByRole('button', { name: /Actions for/ }).click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
  await row.waitFor({ state: 'detached' });
  assert.deepEqual(page.faults, []);
  await page.context().close();

  const reader = await windowOf(browser, await madeUser('Rob pulls not', READER));
  await reader.goto(`${url}/registries`);
  await reader.getByRole('heading', { name: 'This page is not for your roles' }).waitFor();
  await reader.context().close();
});

test('an administrator sees the applications of a user on their page, and ends one', async () => {
  const owner = await madeUser('Tom terraforms', OPERATOR);
  const made = await call(owner, 'POST', '/v1/gatehouse/application', { name: 'nightly <b>plan</b>' });
  assert.equal(made.status, 200, made.text);
  const page = await windowOf(browser, ADMIN);
  await page.goto(`${url}/access/users/${owner.id}/credentials`);
  await page.getByRole('rowheader', { name: 'nightly <b>plan</b>' }).waitFor();
  await page.getByRole('button', { name: 'Delete nightly <b>plan</b>' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
  await page.getByRole('rowheader', { name: 'nightly <b>plan</b>' }).waitFor({ state: 'detached' });
  assert.deepEqual((await call(owner, 'GET', '/v1/gatehouse/application')).json(), []);
  assert.deepEqual(page.faults, []);
  await page.context().close();
});

test('where a page cannot be loaded again it keeps what it had, and says from when that is', async () => {
  const someone = await madeUser('Lasting', OPERATOR);
  const made = await call(someone, 'POST', '/v1/job', { image: 'host', name: 'lasting', command: ['true'] });
  assert.equal(made.status, 200, made.text);
  await call(ADMIN, 'POST', '/v1/gatehouse/project/-/bucket', { name: 'lasting' });
  await call(ADMIN, 'POST', '/v1/registry', { url: 'lasting.example', username: 'a', password: 'b' });
  const page = await windowOf(browser, ADMIN);
  page.setDefaultTimeout(60_000);
  const failing = { on: false };
  await page.route(/\/(v1|1\.0)\//, (route) =>
    failing.on && route.request().method() === 'GET' && !/\/(me|events|health|role)(\?|$)/.test(route.request().url())
      ? route.fulfill({ status: 500, contentType: 'application/json', body: '{"message":"The disk is on fire."}' })
      : route.continue(),
  );
  const job = made.json().id;
  for (const place of [
    '/',
    '/jobs',
    `/jobs/${job}`,
    `/jobs/${job}/events`,
    `/jobs/${job}/usage`,
    '/registries',
    '/data',
    '/data/lasting',
    '/access/users',
    `/access/users/${someone.id}`,
    `/access/users/${someone.id}/credentials`,
    `/access/users/${someone.id}/sessions`,
    `/access/users/${someone.id}/activity`,
    '/access/tokens',
    '/access/s3',
    `/access/s3?user=${someone.id}`,
    '/access/sessions',
    '/activity',
    '/nodes',
    '/settings',
    '/me',
  ]) {
    failing.on = false;
    await page.goto(url + place);
    await heading(page).waitFor();
    await page.waitForFunction(() => !document.body.innerText.includes('Loading…'));
    const title = await heading(page).innerText();
    failing.on = true;
    // What a browser does when one comes back to the tab; lists are asked again once they are a second old.
    const old = page.waitForFunction(() => {
      window.dispatchEvent(new Event('visibilitychange'));
      return /What you see is from .*\d/.test(document.querySelector('main').innerText);
    }, null, { polling: 400 });
    await old.catch(() => assert.fail(`${place} does not say how old it is`));
    await page.getByText('The disk is on fire.').first().waitFor();
    assert.equal(await heading(page).innerText(), title);
  }
  await call(someone, 'DELETE', `/v1/job/${job}?force=true`);
  await page.context().close();
});

/** A window of an administrator who loses the role as soon as something is typed; what stands there then. */
async function losing(what, place, type, kept) {
  const boss = await madeUser(`Loses ${what}`, 'administrator', OPERATOR);
  const page = await windowOf(browser, boss);
  page.setDefaultTimeout(60_000);
  await page.goto(url + place);
  await heading(page).waitFor();
  const field = await type(page);
  const text = await field.inputValue();
  assert.ok(text, `nothing was typed (${what})`);
  const taken = await call(ADMIN, 'PUT', `${USER}/${boss.id}/role`, { roles: [] });
  assert.equal(taken.status, 200, taken.text);
  await page.getByText(/You no longer have the role/).waitFor().catch(() => assert.fail(`${what} does not say that the role is lost`));
  assert.equal(await field.inputValue(), text, `${what} loses what was typed`);
  if (kept) await kept(page);
  assert.deepEqual(page.faults, []);
  await page.context().close();
}

test('whatever form is open when its role is lost, what was typed stays and the form says so', async () => {
  const victim = await madeUser('In forms', READER);
  const typed = (name, text, role = 'textbox') => async (page) => {
    const field = page.getByRole(role, { name }).first();
    await field.fill(text);
    return field;
  };
  await losing('a token', '/access/tokens?do=add', typed('Name', 'nightly'));
  await losing('an end', `/access/users?do=end&user=${victim.id}`, async (page) => {
    const field = page.getByLabel('Access ends on');
    await field.fill('2035-01-01');
    return field;
  });
  await losing('roles on the page of a user', `/access/users/${victim.id}?do=roles&user=${victim.id}`, async (page) => {
    const box = page.getByLabel('AI Training Operator');
    await box.check();
    return box;
  }, async (page) => assert.ok(await page.getByLabel('AI Training Operator').isChecked()));
  await losing('a bucket', '/data?do=bucket', typed('Name', 'precious'));
  await losing('a data store', '/data?do=store', typed('Alias', 'PRECIOUS'));
  await losing('a registry', '/registries?do=add', typed('Address', 'precious.example'), async (page) => {
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('heading', { name: 'This page is not for your roles' }).waitFor();
  });
  await losing('a policy', `/access/s3?user=${victim.id}`, typed('Policy', '{"Statement": [ ] }'));
  await losing('the way out', '/settings', typed(/Hosts/, 'pypi.org'));
});
