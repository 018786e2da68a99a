// A server that goes away under an open page, and a browser that was left alone for a while. Who runs this has a
// switch for the server: GATEHOUSE_SWITCH answers /down, /up, and /later, which lets twenty minutes pass for sessions.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { ADMIN, READER, arrived, launchBrowser, madeUser, url, windowOf } from './house.mjs';

const SWITCH = process.env.GATEHOUSE_SWITCH ?? '';
const skip = SWITCH === '' && 'needs a switch for the server';

let browser;
before(async () => {
  browser = await launchBrowser();
});
after(() => browser.close());

async function turned(way) {
  const answer = await fetch(SWITCH + way, { signal: AbortSignal.timeout(120_000) });
  assert.equal(answer.status, 200, await answer.text());
}

test('a server that is killed and started again leaves the page as it was, and the page goes on by itself', { skip }, async () => {
  const sam = await madeUser('Sam stays', READER);
  const page = await windowOf(browser, ADMIN);
  page.setDefaultTimeout(60_000);
  await page.goto(`${url}/access/users?do=roles&user=${sam.id}`);
  const dialog = page.getByRole('dialog', { name: 'Edit roles of Sam stays' });
  await dialog.getByLabel('AI Training Operator').check();
  await turned('/down');
  await page.getByText(/Reconnecting… The server cannot be reached/).waitFor();
  assert.ok(await dialog.getByLabel('AI Training Operator').isChecked(), 'what was chosen is lost');
  await turned('/up');
  await page.getByText(/Reconnecting… The server cannot be reached/).waitFor({ state: 'detached' });
  assert.ok(await dialog.getByLabel('AI Training Operator').isChecked(), 'what was chosen is lost');
  await dialog.getByRole('button', { name: 'Save roles' }).click();
  await page.getByText(/In force on 1 node/).waitFor();
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click();
  await page.getByTitle('Live').waitFor();
  await madeUser('Came afterwards', READER);
  await page.getByRole('rowheader', { name: /Came afterwards/ }).waitFor();
  await page.getByRole('rowheader', { name: /Sam stays/ }).waitFor();
  assert.deepEqual(page.faults, []);
  await page.context().close();
});

test('after a while the password is asked for again before a secret is shown', { skip }, async () => {
  const max = await madeUser('Max waits', READER);
  const page = await windowOf(browser, ADMIN);
  page.setDefaultTimeout(60_000);
  await page.goto(`${url}/access/users/${max.id}/credentials`);
  await arrived(page, 'Max waits');
  await turned('/later');
  await page.reload();
  await arrived(page, 'Max waits');
  await page.getByRole('button', { name: 'Generate a password' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Generate a password' }).click();
  const asking = page.getByRole('dialog', { name: 'Your password, please' });
  await asking.getByLabel('Password').fill('not this one');
  await page.keyboard.press('Enter');
  await asking.getByText('That is not your password.').waitFor();
  assert.equal(await page.getByLabel('I have saved it').count(), 0);
  await asking.getByLabel('Password').fill(ADMIN.password);
  await page.keyboard.press('Enter');
  await page.getByLabel('I have saved it').waitFor();
  assert.deepEqual(page.faults, []);
  await page.context().close();
});
