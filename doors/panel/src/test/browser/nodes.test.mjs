// The nodes of the installation: the one there is, and (told by the test in the server's place) one that is away.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { ADMIN, OPERATOR, accessible, arrived, call, launchBrowser, madeUser, overhang, url, windowOf } from './house.mjs';

const AWAY = 'attic-<b>7f3a</b>';
let browser;
before(async () => {
  browser = await launchBrowser();
});
after(() => browser.close());

test('who owns an installation of one node is told so, and others are told what they lack', async () => {
  const [node, ...others] = (await call(ADMIN, 'GET', '/v1/gatehouse/node')).json();
  assert.deepEqual(others, []);
  const page = await windowOf(browser, ADMIN, { reducedMotion: 'reduce' });
  await page.getByRole('link', { name: 'Nodes' }).click();
  await arrived(page, 'Nodes');
  await page.getByText('This installation has one node').waitFor();
  await page.getByRole('row', { name: new RegExp(`${node.name}.*There`) }).waitFor();
  assert.equal(await page.getByRole('button', { name: /Actions for/ }).count(), 0);
  assert.deepEqual(page.faults, []);
  await page.context().close();

  const boss = await windowOf(browser, await madeUser('Runs a project', 'administrator', OPERATOR));
  assert.equal(await boss.getByRole('link', { name: 'Nodes' }).count(), 0);
  await boss.goto(`${url}/nodes`);
  await boss.getByRole('heading', { name: 'This page is not for your roles' }).waitFor();
  await boss.getByText(/give up one that is gone/).waitFor();
  await boss.context().close();
});

test('a node that is away is given up by keyboard, after a word on what goes with it; one that is there is not', async () => {
  const page = await windowOf(browser, ADMIN, { reducedMotion: 'reduce', viewport: { width: 320, height: 800 } });
  let all = [
    { name: AWAY, alive: false, workloads: 3 },
    { name: 'here', alive: true, workloads: 1 },
  ];
  let refuses = true;
  const asked = [];
  await page.route(/\/v1\/gatehouse\/node(\/|$)/, (route) => {
    const request = route.request();
    if (request.method() === 'GET') return route.fulfill({ json: all });
    asked.push(`${request.method()} ${decodeURIComponent(new URL(request.url()).pathname)}`);
    if (refuses) return route.fulfill({ status: 409, json: { message: 'It came back a moment ago.' } });
    all = all.slice(1);
    return route.fulfill({ json: { workloads: 3 } });
  });
  await page.goto(`${url}/nodes`);
  const row = page.getByRole('row', { name: /attic-/ });
  await row.getByText('Away', { exact: true }).waitFor();
  assert.equal(await page.getByText('This installation has one node').count(), 0);
  assert.deepEqual(await accessible(page, 'nodes'), []);
  assert.equal(await overhang(page), 0);

  await page.getByRole('button', { name: 'Actions for here' }).click();
  await page.getByText('It is there: stop its server first.').waitFor();
  assert.equal(await page.getByRole('menuitem', { name: /Give up/ }).getAttribute('aria-disabled'), 'true');
  await page.keyboard.press('Escape');

  await row.getByRole('button', { name: /Actions for attic-/ }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('menuitem', { name: 'Give up' }).waitFor();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('alertdialog', { name: `Give up ${AWAY}` });
  for (const said of [/3 workloads are at home there/, /counts as failed/, /are gone\.$/, /begin anew on another/, /its runs are ended/])
    await dialog.getByText(said).waitFor();
  assert.deepEqual(await accessible(page, 'giving up a node'), []);
  assert.equal(await overhang(page), 0);
  assert.deepEqual(asked, []);
  await dialog.getByRole('button', { name: 'Give up' }).focus();
  await page.keyboard.press('Enter');
  await dialog.getByText('It came back a moment ago.').waitFor();
  refuses = false;
  await dialog.getByRole('button', { name: 'Give up' }).click();
  await dialog.waitFor({ state: 'detached' });
  await row.waitFor({ state: 'detached' });
  assert.deepEqual(asked, Array(2).fill(`DELETE /v1/gatehouse/node/${AWAY}`));
  await page.getByText(/is given up, with the 3 workloads at home there/).first().waitFor();
  assert.deepEqual(page.faults, []);
  await page.context().close();
});

test('a job of a machine that is away says so and names it', async () => {
  const page = await windowOf(browser, ADMIN, { reducedMotion: 'reduce' });
  const made = await call(ADMIN, 'POST', '/v1/job', { image: 'host', resources: { cpu: 1 }, command: ['true'] });
  const id = made.json().id;
  await page.route(`**/workload/job/${id}`, async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, json: { ...(await answer.json()), node: { name: 'cellar-1a2b', alive: false } } });
  });
  await page.goto(`${url}/jobs/${id}`);
  await page.getByText('The node cellar-1a2b has it, and is away').waitFor();
  assert.deepEqual(await accessible(page, 'a job of a node that is away'), []);
  await page.context().close();
  await call(ADMIN, 'DELETE', `/v1/job/${id}?force=true`);
});
