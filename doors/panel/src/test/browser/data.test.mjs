// Buckets, S3 keys and policies in the panel, in a real browser against a real server.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { ADMIN, READER, arrived, call, launchBrowser, madeUser, url, windowOf } from './house.mjs';

const STORAGE = 'objectstore_operator';
const BUCKETS = '/v1/gatehouse/project/-/bucket';

let browser;
before(async () => {
  browser = await launchBrowser();
});
after(() => browser.close());

/** Drops files on a place of the page, as a hand with a mouse would. */
async function dropped(page, place, files) {
  const data = await page.evaluateHandle((all) => {
    const transfer = new DataTransfer();
    for (const [name, text] of all) transfer.items.add(new File([text], name, { type: 'text/csv' }));
    return transfer;
  }, files);
  for (const type of ['dragenter', 'dragover', 'drop']) await place.dispatchEvent(type, { dataTransfer: data });
}

test('a bucket is made, filled by drag and by button, browsed, read and emptied', async () => {
  const page = await windowOf(browser, await madeUser('Ada stores', STORAGE));
  await page.goto(`${url}/data`);
  await arrived(page, 'Data');
  await page.getByRole('button', { name: 'Create a bucket' }).click();
  const form = page.getByRole('dialog', { name: 'Create a bucket' });
  await form.getByLabel('Name').fill('No Capitals');
  await form.getByRole('button', { name: 'Create a bucket' }).click();
  await form.getByText(/3 to 63 of a-z/).waitFor();
  await form.getByLabel('Name').fill('panel-data');
  await form.getByRole('button', { name: 'Create a bucket' }).click();
  await page.getByRole('link', { name: 'panel-data' }).click();
  await arrived(page, 'panel-data');
  await page.getByRole('button', { name: 'New folder' }).click();
  await page.getByRole('dialog').getByLabel('Name').fill('raw <b>');
  await page.keyboard.press('Enter');
  await page.getByRole('navigation', { name: 'Path' }).getByText('raw <b>').waitFor();
  await dropped(page, page.getByRole('heading', { name: 'Nothing is in here' }), [
    ['a.csv', '1,2,3'],
    ['b+c d.csv', 'x'],
  ]);
  await page.getByText('2 of 2 uploaded').waitFor();
  await page.getByRole('rowheader', { name: 'a.csv' }).waitFor();
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Download b+c d.csv' }).click();
  const file = await download;
  assert.equal(file.suggestedFilename(), 'b+c d.csv');
  assert.equal(readFileSync(await file.path(), 'utf8'), 'x');

  await page.getByRole('button', { name: 'One folder up' }).click();
  await page.getByRole('button', { name: 'Open the folder raw <b>' }).waitFor();
  const big = { name: 'big.bin', mimeType: 'application/octet-stream', buffer: Buffer.alloc(20 << 20, 7) };
  await page.locator('input[type=file][multiple]').setInputFiles(big);
  await page.getByText('3 of 3 uploaded').waitFor();
  await page.getByRole('cell', { name: '20 MiB' }).waitFor();
  await page.locator('input[type=file][multiple]').setInputFiles({ ...big, buffer: Buffer.from('smaller') });
  await page.getByText('is there already').waitFor();
  await page.getByRole('button', { name: 'Replace big.bin' }).click();
  await page.getByRole('cell', { name: '7 B', exact: true }).waitFor();

  await page.getByRole('button', { name: 'Actions for big.bin' }).click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
  await page.getByRole('rowheader', { name: 'big.bin' }).waitFor({ state: 'detached' });
  await page.goto(`${url}/data`);
  await page.getByRole('button', { name: 'Actions for panel-data' }).click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  const dialog = page.getByRole('alertdialog');
  await dialog.getByRole('button', { name: 'Delete' }).click();
  await dialog.getByText(/is not empty/).waitFor();
  assert.deepEqual(page.faults, []);
  await page.context().close();
});

test('who has no role for storage is told so, and an upload that a policy forbids says why', async () => {
  const reader = await windowOf(browser, await madeUser('Grace opens only', READER));
  await reader.goto(`${url}/data`);
  await reader.getByText('Your roles do not let you read object storage.').waitFor();
  await reader.context().close();

  const narrow = await madeUser('Narrow', STORAGE);
  await call(ADMIN, 'POST', BUCKETS, { name: 'narrow' });
  const policy = { Statement: [{ Effect: 'Allow', Action: 's3:ListBucket', Resource: 'arn:aws:s3:::narrow' }] };
  const set = await call(ADMIN, 'PUT', `/v1/gatehouse/project/-/user/${narrow.id}/policy`, { policy: JSON.stringify(policy) });
  assert.equal(set.status, 200, set.text);
  const page = await windowOf(browser, narrow);
  await page.goto(`${url}/data/narrow`);
  await arrived(page, 'narrow');
  await page.locator('input[type=file][multiple]').setInputFiles({ name: 'a', mimeType: 'text/plain', buffer: Buffer.alloc(3 << 20) });
  await page.getByText(/no statement of the policy allows it/).waitFor();
  assert.deepEqual(page.faults, []);
  await page.context().close();
});

test('a key is made and shown once, and a policy is begun, refused at its line, saved and asked', async () => {
  const kim = await madeUser('Kim signs', STORAGE);
  const page = await windowOf(browser, ADMIN);
  await page.goto(`${url}/access/s3`);
  await arrived(page, 'S3 keys & policies');
  await page.getByLabel('Find a user').fill('Kim signs');
  await page.getByRole('button', { name: 'Keys and policy of Kim signs' }).click();
  await page.getByRole('button', { name: 'Create a key' }).click();
  const revealed = page.getByRole('alertdialog');
  await revealed.getByRole('button', { name: 'Show' }).click();
  const [access, secret] = await revealed.locator('code').allInnerTexts();
  assert.match(access, /^[0-9a-f]{32}$/);
  await revealed.getByLabel('I have saved it').check();
  await revealed.getByRole('button', { name: 'Close' }).click();
  await page.getByRole('rowheader', { name: access }).waitFor();
  assert.ok(!(await page.content()).includes(secret), 'the secret is still in the page');

  await page.getByRole('button', { name: 'Read one bucket' }).click();
  const area = page.getByLabel('Policy as JSON');
  const text = await area.inputValue();
  await area.fill(text.replace('"Allow"', '"Perhaps"'));
  await page.getByRole('button', { name: 'Save policy' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Save policy' }).click();
  await page.getByText(/^Line 5: Effect/).waitFor();
  await area.fill(text.replaceAll('BUCKET', 'kims'));
  await page.getByRole('button', { name: 'Save policy' }).click();
  const asking = page.getByRole('alertdialog');
  await asking.getByRole('region', { name: 'Lines that come' }).getByText(/arn:aws:s3:::kims/).waitFor();
  await asking.getByRole('button', { name: 'Save policy' }).click();
  const saved = page.getByRole('dialog', { name: 'The policy is saved' });
  await saved.getByText(/In force on 1 node/).waitFor();
  await saved.getByRole('button', { name: 'Close' }).last().click();

  await page.getByLabel('Bucket', { exact: true }).fill('kims');
  await page.getByLabel('Object', { exact: true }).fill('a/b');
  await page.getByRole('button', { name: 'Ask' }).click();
  await page.getByText(/allows s3:GetObject on kims\/a\/b/).waitFor();
  await page.getByLabel('Action', { exact: true }).selectOption('s3:PutObject');
  await page.getByRole('button', { name: 'Ask' }).click();
  await page.getByText(/no statement of the policy allows it/).waitFor();

  await page.getByRole('button', { name: `Actions for ${access}` }).click();
  await page.getByRole('menuitem', { name: 'Revoke' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Revoke' }).click();
  await page.getByRole('rowheader', { name: access }).waitFor({ state: 'detached' });
  const theirs = await windowOf(browser, kim);
  await theirs.goto(`${url}/access/s3`);
  await theirs.getByText('Only who manages users changes policies.').waitFor();
  assert.equal(await theirs.getByLabel('Find a user').count(), 0);
  assert.deepEqual([...page.faults, ...theirs.faults], []);
  await theirs.context().close();
  await page.context().close();
});

test('a data store is added, tested and removed, and hosts are allowed and refused', async () => {
  const page = await windowOf(browser, ADMIN);
  await page.goto(`${url}/data?do=store`);
  const form = page.getByRole('dialog', { name: 'Add a data store' });
  await form.getByLabel('Alias').fill('LAKE');
  await form.getByLabel('Endpoint').fill('http://127.0.0.1:9');
  await form.getByLabel('Access key').fill('a');
  await form.getByLabel('Secret key').fill('b');
  await form.getByRole('button', { name: 'Add a data store' }).click();
  await form.getByText(/endpoint: a host elsewhere/).waitFor();
  await form.getByLabel('Endpoint').fill('http://10.255.255.1:9');
  await form.getByRole('button', { name: 'Add a data store' }).click();
  await page.getByRole('rowheader', { name: 'LAKE' }).waitFor();
  await page.getByRole('button', { name: 'Actions for LAKE' }).click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
  await page.getByRole('rowheader', { name: 'LAKE' }).waitFor({ state: 'detached' });

  await page.goto(`${url}/settings`);
  await arrived(page, 'Settings');
  const hosts = page.getByLabel('Hosts, one a line');
  await hosts.fill('not a host');
  await page.getByRole('button', { name: 'Save hosts' }).click();
  await page.getByRole('alert').filter({ hasText: 'not a host' }).waitFor();
  await hosts.fill('pypi.org\n*.example.com');
  await page.getByRole('button', { name: 'Save hosts' }).click();
  const saved = page.getByRole('dialog', { name: 'The hosts are saved' });
  await saved.getByText(/In force on 1 node/).waitFor();
  await saved.getByRole('button', { name: 'Close' }).last().click();
  await hosts.fill('');
  await page.getByRole('button', { name: 'Save hosts' }).click();
  await page.getByText('Nowhere: they have no way out.').waitFor();
  assert.deepEqual(page.faults, []);
  await page.context().close();
});

/** Drops files and folders of this machine on a place of the page, as the desktop does. */
async function droppedFromDesktop(page, place, paths) {
  const box = await place.boundingBox();
  const at = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  const session = await page.context().newCDPSession(page);
  const data = { items: [], files: paths, dragOperationsMask: 1 };
  const send = (type) => session.send('Input.dispatchDragEvent', { type, ...at, data });
  await send('dragEnter');
  await send('dragOver');
  // The page moves a little when it says what dropping will do; a hand goes on moving meanwhile.
  await page.getByText('Drop the files to upload them here').waitFor();
  for (let more = 0; more < 3; more++) await send('dragOver');
  await send('drop');
}

test('a folder is dropped with all that is below it, another chosen by a button, and both are deleted again', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-panel-'));
  const images = join(folder, 'images');
  const many = 230; // More than a browser hands out of a folder at a time, and more than a part of a list.
  mkdirSync(join(images, 'deep', 'er'), { recursive: true });
  for (let at = 0; at < many; at++) writeFileSync(join(images, `${at}.txt`), `image ${at}`);
  writeFileSync(join(images, 'deep', 'er', 'a b&c.txt'), 'below');
  writeFileSync(join(folder, 'beside.txt'), 'beside');
  const eve = await madeUser('Eve drops', STORAGE);
  await call(eve, 'POST', BUCKETS, { name: 'dropped' });
  const page = await windowOf(browser, eve);
  page.setDefaultTimeout(60_000);
  await page.goto(`${url}/data/dropped?in=new%2F`);
  await droppedFromDesktop(page, page.getByRole('heading', { name: 'Nothing is in here' }), [images, join(folder, 'beside.txt')]);
  await page.getByText(`${many + 2} of ${many + 2} uploaded`).waitFor();
  const content = (key) => call(eve, 'GET', `${BUCKETS}/dropped/object/content?key=${encodeURIComponent(key)}`);
  assert.equal((await content('new/images/deep/er/a b&c.txt')).text, 'below');
  assert.equal((await content('new/beside.txt')).text, 'beside');
  assert.equal((await content(`new/images/${many - 1}.txt`)).text, `image ${many - 1}`);

  await page.goto(`${url}/data/dropped`);
  await page.locator('input[webkitdirectory]').setInputFiles(join(images, 'deep'));
  await page.getByText('1 of 1 uploaded').waitFor();
  assert.equal((await content('deep/er/a b&c.txt')).text, 'below');

  await page.getByRole('button', { name: 'Actions for new' }).click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  const dialog = page.getByRole('alertdialog', { name: 'Delete new/' });
  await dialog.getByText(`${many + 2} objects`).waitFor();
  await dialog.getByText('As code').click();
  await dialog.getByRole('button', { name: 'Command line' }).click();
  await dialog.getByText('gatehouse bucket object delete dropped --prefix new/ --yes').waitFor();
  await dialog.getByRole('button', { name: 'Delete the folder' }).click();
  await dialog.waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Open the folder new' }).waitFor({ state: 'detached' });
  assert.equal((await content('new/beside.txt')).status, 404);
  assert.equal((await content('deep/er/a b&c.txt')).status, 200);
  assert.deepEqual(page.faults, []);
  await page.context().close();
  rmSync(folder, { recursive: true });
});
