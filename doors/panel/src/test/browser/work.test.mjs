// Jobs in the panel: launched, followed, searched and deleted, in a real browser against a real server.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { ADMIN, OPERATOR, READER, arrived, call, launchBrowser, madeUser, url, windowOf } from './house.mjs';

let browser;
before(async () => {
  browser = await launchBrowser();
});
after(() => browser.close());

test('an operator launches a job, follows its long log, finds a line in it and deletes the job', async () => {
  const page = await windowOf(browser, await madeUser('Ada runs', OPERATOR));
  await page.goto(`${url}/jobs/new`);
  await arrived(page, 'Run a job');
  await page.getByLabel('Name').fill('counting');
  await page.getByRole('textbox', { name: 'Command' }).fill(`python3 -c "for i in range(60000): print('<b>line</b>', i)"`);
  await page.getByRole('region', { name: 'The same as a command' }).getByText(/job run.*counting/).waitFor();
  await page.getByRole('button', { name: 'Run a job' }).click();
  await arrived(page, 'counting');
  await page.getByText('Done', { exact: true }).first().waitFor({ timeout: 60_000 });
  await page.getByRole('link', { name: 'Log', exact: true }).click();
  const log = page.getByRole('log', { name: 'Log of counting' });
  await log.getByText('<b>line</b> 59999').waitFor();
  await page.getByText('50,000 lines', { exact: true }).waitFor();
  assert.ok((await log.locator('div').count()) < 300, 'all lines are in the page');
  const slowest = await log.evaluate(async (box) => {
    let longest = 0;
    for (let at = 0; at < 30; at++) {
      const begun = performance.now();
      box.scrollTop = (box.scrollHeight * at) / 30;
      await new Promise((next) => requestAnimationFrame(() => requestAnimationFrame(next)));
      longest = Math.max(longest, performance.now() - begun);
    }
    return longest;
  });
  assert.ok(slowest < 1000, `a step of scrolling took ${slowest} ms`);
  await page.getByRole('searchbox', { name: 'Search the log' }).fill('line</b> 31415');
  await page.getByText('1 line found').waitFor();
  await page.getByLabel('Only lines found').check();
  await log.getByText('31415').waitFor();
  await page.getByRole('link', { name: 'Events', exact: true }).click();
  await page.getByRole('table', { name: 'Events' }).getByRole('cell', { name: 'Done', exact: true }).first().waitFor();
  await page.getByRole('button', { name: 'Actions for counting' }).click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: /elete/ }).click();
  await page.getByRole('rowheader', { name: /counting/ }).waitFor({ state: 'detached' });
  await arrived(page, 'Jobs');
  assert.deepEqual(page.faults, []);
  await page.context().close();
});

test('a form whose role is taken away says so and keeps what was typed', async () => {
  const bob = await madeUser('Bob loses', OPERATOR);
  const page = await windowOf(browser, bob);
  await page.goto(`${url}/jobs/new`);
  await page.getByLabel('Name').fill('precious');
  const taken = await call(ADMIN, 'PUT', `/v1/gatehouse/project/-/user/${bob.id}/role`, { roles: [{ name: READER }] });
  assert.equal(taken.status, 200, taken.text);
  await page.getByText(/You no longer have the role to launch this/).waitFor({ timeout: 15_000 });
  assert.equal(await page.getByLabel('Name').inputValue(), 'precious');
  await page.context().close();
});

test('what a job used is drawn and said, and the data it had is listed with what moved', async () => {
  const STORAGE = 'objectstore_operator';
  const eve = await madeUser('Eve measures', OPERATOR, STORAGE);
  await call(eve, 'POST', '/v1/gatehouse/project/-/bucket', { name: 'measured' });
  await call(eve, 'PUT', '/v1/gatehouse/project/-/bucket/measured/object/content?key=in%2Fa.csv', '1');
  const page = await windowOf(browser, eve);
  page.setDefaultTimeout(90_000);
  await page.goto(`${url}/jobs/new`);
  await page.getByLabel('Name').fill('measured');
  await page.getByRole('textbox', { name: 'Command' }).fill(`sh -c 'cat /workspace/in/a.csv; echo out > /workspace/in/b.csv; sleep 25'`);
  await page.getByText('Who may open it, port').click();
  const data = page.getByRole('textbox', { name: 'Data' });
  await data.fill('measured');
  await page.getByText(/One a line, as bucket@alias/).waitFor();
  await data.fill('measured/in:/workspace/in:rw');
  await page.getByRole('button', { name: 'Run a job' }).click();
  await arrived(page, 'measured');
  await page.getByRole('link', { name: 'Usage', exact: true }).click();
  await page.getByText(/^least .* most /).first().waitFor();
  const plot = page.getByRole('img', { name: /^CPUs, a plot/ });
  await plot.focus();
  await page.keyboard.press('ArrowRight');
  assert.ok((await plot.locator('canvas').count()) > 0);
  await page.getByText('Show as table').first().click();
  await page.getByRole('table', { name: 'CPUs' }).getByRole('row').nth(1).waitFor();
  await page.getByRole('img', { name: /^Network, a plot/ }).waitFor();
  await page.getByText(/^received: least .* most /).waitFor();
  await page.getByRole('link', { name: 'Data', exact: true }).last().click();
  const volumes = page.getByRole('table', { name: 'Data' });
  await volumes.getByText('measured@LOCAL/in').waitFor();
  const moved = page.getByRole('table', { name: 'What moved' });
  await moved.getByRole('cell', { name: 'Written back' }).waitFor();
  await moved.getByText('1 of 1').first().waitFor();
  await page.goto(`${url}/data/measured?in=in%2F`);
  await page.getByRole('rowheader', { name: 'b.csv' }).waitFor();
  assert.deepEqual(page.faults, []);
  await page.context().close();
});

test('the audit is verified in the browser, and a saved one is whole', async () => {
  const page = await windowOf(browser, ADMIN);
  await page.goto(`${url}/activity`);
  await arrived(page, 'Activity');
  await page.getByRole('button', { name: 'Verify' }).click();
  await page.getByText(/lines checked: each follows from the one before/).waitFor();
  const file = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Export all, signed' }).click();
  assert.equal((await file).suggestedFilename(), 'audit.ndjson');
  assert.deepEqual(page.faults, []);
  await page.context().close();
});

test('an app is deployed from a form that says what is missing, changed, given more replicas and a label', async () => {
  const alan = await madeUser('Alan deploys', OPERATOR);
  const page = await windowOf(browser, alan);
  page.setDefaultTimeout(90_000);
  await page.goto(`${url}/apps/new`);
  await arrived(page, 'Deploy an app');
  await page.getByLabel('Name').fill('served');
  const replicas = page.getByRole('spinbutton', { name: 'Replicas' });
  await replicas.fill('11');
  await page.getByText('Who may open it, port, probe').click();
  await page.getByRole('textbox', { name: 'Path of the probe' }).fill('health');
  await page.getByText('Who may open it, port, probe').click();
  await page.getByRole('button', { name: 'Deploy an app' }).click();
  await page.getByText('3 things are to be mended first:').waitFor();
  // What is wrong in a folded part is unfolded.
  await page.getByRole('textbox', { name: 'Path of the probe' }).fill('/');
  await page.getByRole('link', { name: 'Replicas', exact: true }).click();
  await page.waitForFunction((field) => field === document.activeElement, await replicas.elementHandle());
  await replicas.fill('1');
  await page.getByRole('combobox', { name: 'Image' }).fill('docker.io/library/python:3.13-slim');
  const command = page.getByRole('region', { name: 'The same as a command' });
  await command.getByText(/app run docker\.io\/library\/python:3\.13-slim .*--probe-path \//).waitFor();
  await page.getByRole('combobox', { name: 'Image' }).fill('host');
  await page.getByRole('textbox', { name: 'Command' }).fill('python3 -m http.server 8080');
  await page.getByRole('button', { name: 'Deploy an app' }).click();
  await arrived(page, 'served');
  const fleet = page.getByRole('region', { name: 'Replicas' });
  await fleet.getByText('1 of 1').waitFor();

  await fleet.getByRole('button', { name: 'Change what runs' }).click();
  const change = page.getByRole('dialog', { name: 'Change what served runs' });
  await change.getByRole('textbox', { name: 'Command' }).fill('python3 -m http.server 8080 --directory /usr');
  await change.getByText('As code').click();
  await change.getByRole('button', { name: 'curl' }).click();
  await change.getByText(/"--directory","\/usr"/).waitFor();
  await change.getByRole('button', { name: 'Change it' }).click();
  await fleet.getByRole('row', { name: /Ready 2 / }).waitFor();
  await fleet.getByText('2, earlier').or(fleet.getByText('1, earlier')).first().waitFor({ state: 'detached' });

  await fleet.getByRole('button', { name: 'Change how many' }).click();
  const scale = page.getByRole('dialog', { name: 'Replicas of served' });
  await scale.getByRole('spinbutton').fill('2');
  await scale.getByRole('button', { name: 'Change how many' }).click();
  await fleet.getByText('2 of 2').waitFor();
  await fleet.getByRole('link', { name: /^Log of replica/ }).last().click();
  await page.waitForURL(/\/log\?replica=\d/);
  await page.getByRole('log').waitFor();
  await page.getByRole('combobox', { name: 'Replica' }).selectOption('');
  await page.waitForURL(/\/log$/);

  await page.getByRole('link', { name: 'Overview', exact: true }).last().click();
  await page.getByRole('button', { name: 'Add a label' }).click();
  const label = page.getByRole('dialog', { name: 'Add a label to served' });
  await label.getByLabel('Name').fill('team');
  await label.getByLabel('Value').fill('vision <b>');
  await label.getByRole('button', { name: 'Add a label' }).click();
  await page.getByText('team=vision <b>').waitFor();

  const reader = await windowOf(browser, await madeUser('Rita sees it', READER));
  await reader.goto(page.url());
  await reader.getByRole('region', { name: 'Replicas' }).getByText('2 of 2').waitFor();
  assert.equal(await reader.getByRole('button', { name: /Change|label/ }).count(), 0);
  await reader.context().close();

  await page.getByRole('button', { name: 'Take away the label team' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Take away' }).click();
  await page.getByText('team=vision <b>').waitFor({ state: 'detached' });
  assert.deepEqual(page.faults, []);
  await page.context().close();
  await call(alan, 'DELETE', `/v1/app/${page.url().split('/').pop()}?force=true`);
});

test('a quota that is set in the panel is told to who launches, and is taken away there', async () => {
  const page = await windowOf(browser, ADMIN);
  await page.goto(`${url}/settings`);
  const card = page.getByRole('region', { name: 'Quotas' });
  await card.getByRole('button', { name: 'Change the quota of each user' }).click();
  const form = card.getByRole('form', { name: 'Each user' });
  await form.getByLabel('CPUs').fill('many');
  await form.getByText('A number, or nothing.').waitFor();
  await form.getByLabel('CPUs').fill('1');
  await form.getByRole('button', { name: 'Save the quota' }).click();
  await card.getByText('1 CPUs').waitFor();
  const theirs = await windowOf(browser, await madeUser('Quin has a share', OPERATOR));
  await theirs.goto(`${url}/jobs/new`);
  await theirs.getByText('Your CPUs: 0 of 1 in use').waitFor();
  await theirs.context().close();
  await card.getByRole('button', { name: 'Change the quota of each user' }).click();
  await form.getByLabel('CPUs').fill('');
  await form.getByRole('button', { name: 'Save the quota' }).click();
  await card.getByText('1 CPUs').waitFor({ state: 'detached' });
  assert.deepEqual(page.faults, []);
  await page.context().close();
});

test('lines of a log wrap and carry the times at which they came, where that is wanted', async () => {
  const lin = await madeUser('Lin reads', OPERATOR);
  const program = `sh -c 'echo before; sleep 6; python3 -c "print(\\"wide \\" * 200)"; i=0; while [ $i -lt 200 ]; do echo "line $i"; i=$((i+1)); done; sleep 60'`;
  const page = await windowOf(browser, lin);
  page.setDefaultTimeout(60_000);
  await page.goto(`${url}/jobs/new`);
  await page.getByLabel('Name').fill('wrapping');
  await page.getByRole('textbox', { name: 'Command' }).fill(program);
  await page.getByRole('button', { name: 'Run a job' }).click();
  await arrived(page, 'wrapping');
  const job = page.url().split('/').pop();
  await page.getByText('Running', { exact: true }).first().waitFor();
  await page.goto(`${url}/jobs/${job}/log`);
  const log = page.getByRole('log', { name: 'Log of wrapping' });
  await log.getByText('before', { exact: true }).waitFor();
  await page.getByRole('combobox', { name: 'Times' }).selectOption('utc');
  await log.getByText('line 199').waitFor();
  const sideways = () => log.evaluate((box) => box.scrollWidth - box.clientWidth);
  await log.evaluate((box) => void (box.scrollTop = 0));
  await log.getByText(/^wide wide/).waitFor();
  assert.ok((await sideways()) > 200, 'a long line does not reach past the edge');
  await page.getByLabel('Wrap lines').check();
  await page.waitForFunction((box) => box.scrollWidth - box.clientWidth < 2, await log.elementHandle());
  const wide = log.locator('div').filter({ hasText: /^\d\d:\d\d:\d\dZ(wide )+$/ }).last();
  assert.ok((await wide.boundingBox()).height > 100, 'the long line is one row high');
  assert.equal(await log.getByText('line 0', { exact: true }).locator('xpath=../..').locator('time').count(), 1);
  // What is further down stands where the rows above it end.
  await page.getByLabel('Follow').check();
  await log.getByText('line 199').waitFor();
  const end = await log.evaluate((box) => box.scrollHeight - box.scrollTop - box.clientHeight);
  assert.ok(end < 3, `the end is ${end} px below`);
  await page.reload();
  assert.ok(await page.getByLabel('Wrap lines').isChecked());
  await log.getByText('line 199').waitFor();
  await log.getByText('there before').first().waitFor({ state: 'attached' });
  assert.equal(await log.locator('time').count(), 0, 'what was there before has no time');
  assert.deepEqual(page.faults, []);
  await page.context().close();
  await call(lin, 'DELETE', `/v1/job/${job}?force=true`);
});
