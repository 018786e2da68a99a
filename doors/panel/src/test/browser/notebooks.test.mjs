// Notebooks: the framework and editor out of what is offered, and the workspaces that were saved.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { ADMIN, OPERATOR, READER, accessible, arrived, call, launchBrowser, madeUser, overhang, url, windowOf } from './house.mjs';

// Nothing fades in: axe would look at half of it.
const STILL = { reducedMotion: 'reduce' };
let browser;
before(async () => {
  browser = await launchBrowser();
});
after(async () => {
  await call(ADMIN, 'DELETE', '/v1/gatehouse/project/-/framework/pytorch');
  await browser.close();
});

test('the form offers the frameworks there are, their versions, and the editors that go with each', async () => {
  for (const version of ['2.8', '2.9']) {
    const added = await call(ADMIN, 'POST', '/v1/gatehouse/project/-/framework', {
      id: 'pytorch',
      image: `registry.example/pytorch:${version}`,
      version,
      name: 'PyTorch',
      editors: ['vscode'],
    });
    assert.equal(added.status, 200, added.text);
  }
  const page = await windowOf(browser, await madeUser('Ada chooses', OPERATOR), STILL);
  await page.goto(`${url}/notebooks/new`);
  const framework = page.getByRole('combobox', { name: 'Framework' });
  const editor = page.getByRole('combobox', { name: 'Editor' });
  await framework.selectOption('pytorch');
  await page.getByRole('combobox', { name: 'Version' }).selectOption('2.8');
  await editor.getByRole('option', { name: /VS Code|Visual/ }).first().waitFor({ state: 'attached' });
  await page.waitForFunction((select) => select.options.length === 1, await editor.elementHandle());
  await page.getByRole('region', { name: 'The same as a command' }).getByText(/notebook run pytorch .*--framework-version 2\.8/).waitFor();
  assert.deepEqual(await accessible(page, 'a form of a notebook'), []);
  assert.deepEqual(page.faults, []);
  await page.context().close();
});

test('a workspace is saved when its notebook restarts, listed, forked, kept for as long as is said, and deleted', async () => {
  const ada = await madeUser('Ada saves', OPERATOR);
  const made = await call(ada, 'POST', '/v1/notebook', { name: 'saved' });
  assert.equal(made.status, 200, made.text);
  const { id } = made.json();
  const page = await windowOf(browser, ada, STILL);
  page.setDefaultTimeout(120_000);
  await page.goto(`${url}/notebooks/${id}/backups`);
  await page.getByRole('heading', { name: 'Nothing is saved yet' }).waitFor();
  await page.getByRole('button', { name: 'Save now: restart' }).click();
  const restart = page.getByRole('alertdialog', { name: 'Restart saved' });
  await restart.getByText('As code').click();
  await restart.getByRole('button', { name: 'Command line' }).click();
  await restart.getByText(`gatehouse notebook restart ${id}`).waitFor();
  await restart.getByRole('button', { name: 'Restart' }).click();
  const table = page.getByRole('table', { name: 'Backups' });
  await table.getByRole('rowheader').first().waitFor();
  assert.deepEqual(await accessible(page, 'backups'), []);
  await page.setViewportSize({ width: 320, height: 900 });
  assert.equal(await overhang(page), 0);
  await page.setViewportSize({ width: 1280, height: 900 });

  await page.getByRole('button', { name: 'How long they are kept' }).click();
  const keep = page.getByRole('dialog', { name: 'How long backups of saved are kept' });
  await keep.getByRole('spinbutton', { name: 'So many at most' }).fill('0');
  await keep.getByText('A whole number from 1 to 100.').waitFor();
  await keep.getByRole('spinbutton', { name: 'So many at most' }).fill('7');
  await keep.getByRole('spinbutton', { name: 'Days' }).fill('0');
  await keep.getByRole('button', { name: 'Save' }).click();
  await page.getByText('7 are kept, however old they are.').waitFor();

  const reader = await windowOf(browser, await madeUser('Rita sees what was saved', READER));
  await reader.goto(page.url());
  await reader.getByRole('table', { name: 'Backups' }).getByRole('rowheader').first().waitFor();
  assert.equal(await reader.getByRole('main').getByRole('button', { name: /^Actions for backup|kept|Save now/ }).count(), 0);
  await reader.context().close();

  const menu = table.getByRole('button', { name: /^Actions for backup of/ }).first();
  await menu.click();
  await page.getByRole('menuitem', { name: 'Make a notebook of it' }).click();
  const fork = page.getByRole('dialog', { name: 'A notebook of a backup of saved' });
  await fork.getByRole('textbox', { name: 'Name' }).fill('forked');
  assert.deepEqual(await accessible(page, 'forking'), []);
  await fork.getByRole('button', { name: 'Make a notebook of it' }).click();
  await arrived(page, 'forked');
  const other = page.url().split('/').pop();
  await page.getByRole('link', { name: 'Backups', exact: true }).click();
  await page.getByText(`Forked from notebook ${id}`).waitFor();

  await page.goto(`${url}/notebooks/${id}/backups`);
  await menu.click();
  await page.getByRole('menuitem', { name: 'Delete the backup' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete the backup' }).click();
  await page.getByRole('heading', { name: 'Nothing is saved yet' }).waitFor();
  assert.deepEqual(page.faults, []);
  await page.context().close();
  for (const each of [id, other]) await call(ada, 'DELETE', `/v1/notebook/${each}?force=true`);
});
