// The machines of an installation: what is there, and giving up one that is not.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { ADMIN, READER, accessible, call, launchBrowser, madeUser, overhang, url, windowOf } from './house.mjs';

// Nothing fades in: axe would look at half of it.
const STILL = { reducedMotion: 'reduce' };
let browser;
before(async () => {
  browser = await launchBrowser();
});
after(async () => {
  await browser.close();
});

test('the only machine is named, and cannot be given up', async () => {
  const page = await windowOf(browser, ADMIN, STILL);
  await page.goto(`${url}/settings`);
  const card = page.getByRole('region', { name: 'Nodes' });
  await card.getByText('One machine runs everything.').waitFor();
  await card.getByText('there', { exact: true }).waitFor();
  assert.equal(await card.getByRole('button', { name: /Give up/ }).count(), 0);
  assert.deepEqual(page.faults, []);
  await page.context().close();
});

test('one that is away is given up with what that costs in words, and a refusal is read where one is', async () => {
  const page = await windowOf(browser, ADMIN, STILL);
  // The server has no other machine here: it is said to have one, and is asked in earnest first.
  await page.route('**/v1/gatehouse/node', async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, json: [...(await answer.json()), { name: 'cellar-1a2b', alive: false, workloads: 3 }] });
  });
  await page.goto(`${url}/settings`);
  const card = page.getByRole('region', { name: 'Nodes' });
  await card.getByText('away', { exact: true }).waitFor();
  await page.setViewportSize({ width: 320, height: 900 });
  assert.equal(await overhang(page), 0);
  await card.getByRole('button', { name: 'Give up cellar-1a2b' }).click();
  const asked = page.getByRole('alertdialog', { name: 'Give up cellar-1a2b' });
  await asked.getByText(/What ran there counts as failed/).waitFor();
  assert.deepEqual(await accessible(page, 'giving up a node'), []);
  await asked.getByRole('button', { name: 'Give up', exact: true }).click();
  await asked.getByText(/cellar-1a2b/, { exact: false }).last().waitFor();
  await asked.getByRole('alert').waitFor();

  await page.route('**/v1/gatehouse/node/cellar-1a2b', (route) => route.fulfill({ json: { workloads: 3 } }));
  await asked.getByRole('button', { name: 'Give up', exact: true }).click();
  await page.getByText('3 notebooks, jobs and apps have no machine any more').first().waitFor();
  await asked.waitFor({ state: 'detached' });
  await page.context().close();
});

test('a job of a machine that is away says so and names it', async () => {
  const page = await windowOf(browser, ADMIN, STILL);
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

test('who does not own the installation sees nothing of it', async () => {
  const page = await windowOf(browser, await madeUser('Rita has no machines', READER));
  await page.goto(`${url}/settings`);
  await page.getByRole('heading', { level: 1 }).waitFor();
  assert.equal(await page.getByRole('region', { name: 'Nodes' }).count(), 0);
  await page.context().close();
});
