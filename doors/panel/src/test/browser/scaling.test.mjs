// Apps that scale by themselves, and GPUs: asked for in the form, shown and changed on the page of the app.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { OPERATOR, READER, accessible, arrived, call, launchBrowser, madeUser, overhang, url, windowOf } from './house.mjs';

// Nothing fades in: axe would look at half of it.
const STILL = { reducedMotion: 'reduce' };
let browser;
before(async () => {
  browser = await launchBrowser();
});
after(() => browser.close());

test('an app is told to scale by itself, down to none, and is changed to scale by a number of its own', async () => {
  const ada = await madeUser('Ada scales', OPERATOR);
  const page = await windowOf(browser, ada, STILL);
  page.setDefaultTimeout(40_000);
  await page.goto(`${url}/apps/new`);
  await page.getByLabel('Name').fill('elastic');
  await page.getByRole('textbox', { name: 'Command' }).fill('python3 -m http.server 8080');
  await page.getByRole('radio', { name: /^Automatic/ }).check();
  await page.getByRole('spinbutton', { name: 'At least' }).fill('4');
  await page.getByRole('spinbutton', { name: 'At most' }).fill('2');
  await page.getByRole('button', { name: 'Deploy an app' }).click();
  await page.getByText('One thing is to be mended first:').waitFor();
  await page.getByRole('link', { name: 'At least', exact: true }).click();
  await page.waitForFunction((field) => field === document.activeElement, await page.getByRole('spinbutton', { name: 'At least' }).elementHandle());
  await page.getByRole('spinbutton', { name: 'At least' }).fill('0');
  await page.getByText(/It sleeps while nobody asks for it/).waitFor();
  await page.getByRole('combobox', { name: 'By the use of' }).selectOption('RAM');
  await page.getByRole('spinbutton', { name: 'Use aimed at' }).fill('60');
  const command = page.getByRole('region', { name: 'The same as a command' });
  await command.getByText(/--auto-min-replicas 0 --auto-max-replicas 2 --auto-resource-type RAM --auto-resource-usage-threshold 60/).waitFor();
  assert.equal(await page.getByRole('spinbutton', { name: 'GPUs' }).count(), 0, 'there are no GPUs here');
  assert.deepEqual(await accessible(page, 'a form of an app that scales'), []);
  await page.setViewportSize({ width: 320, height: 900 });
  assert.equal(await overhang(page), 0);
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.getByRole('button', { name: 'Deploy an app' }).click();
  await arrived(page, 'elastic');
  const id = page.url().split('/').pop();
  const fleet = page.getByRole('region', { name: 'Replicas' });
  await fleet.getByText('0 to 2, by Memory at 60 %').waitFor();

  await fleet.getByRole('button', { name: 'Change how many' }).click();
  const scale = page.getByRole('dialog', { name: 'Replicas of elastic' });
  assert.ok(await scale.getByRole('radio', { name: /^Automatic/ }).isChecked());
  await scale.getByRole('combobox', { name: 'By the use of' }).selectOption('');
  await scale.getByText('http://<SELF>:PORT/PATH, or an address elsewhere.').waitFor();
  assert.ok(await scale.getByRole('button', { name: 'Change how many' }).isDisabled());
  await scale.getByRole('textbox', { name: 'Where the number is asked for' }).fill('http://<SELF>:9000/queue');
  await scale.getByRole('textbox', { name: 'Where in the answer' }).fill('queue.length');
  await scale.getByRole('textbox', { name: 'More replicas from' }).fill('2.5');
  await scale.getByText('How long it waits').click();
  await scale.getByRole('spinbutton', { name: 'Before there are fewer' }).fill('60');
  await scale.getByText('As code').click();
  await scale.getByRole('button', { name: 'Command line' }).click();
  await scale.getByRole('region', { name: 'As code' }).getByText(/gatehouse app scale .* --auto-custom-target-value 2\.5/).waitFor();
  assert.deepEqual(await accessible(page, 'changing how an app scales'), []);
  await scale.getByRole('button', { name: 'Change how many' }).click();
  await fleet.getByText('0 to 2, by its own number, from 2.5').waitFor();
  const kept = (await call(ada, 'GET', `/v1/app/${id}`)).json().spec.scalingStrategy.automatic;
  assert.deepEqual(kept, {
    replicasMin: 0,
    replicasMax: 2,
    customMetrics: { apiUrl: 'http://<SELF>:9000/queue', format: 'JSON', valueLocation: 'queue.length', targetValue: 2.5, aggregationType: 'AVERAGE' },
    scaleUpStabilizationWindowSeconds: 0,
    scaleDownStabilizationWindowSeconds: 60,
    cooldownPeriodSeconds: 300,
  });

  const reader = await windowOf(browser, await madeUser('Rita sees it scale', READER));
  await reader.goto(page.url());
  await reader.getByRole('region', { name: 'Replicas' }).getByText('0 to 2, by its own number, from 2.5').waitFor();
  assert.equal(await reader.getByRole('button', { name: 'Change how many' }).count(), 0);
  await reader.context().close();

  await fleet.getByRole('button', { name: 'Change how many' }).click();
  await scale.getByRole('radio', { name: /^Always as many/ }).check();
  await scale.getByRole('button', { name: 'Change how many' }).click();
  await fleet.getByText(/0 to 2/).waitFor({ state: 'detached' });
  assert.deepEqual(page.faults, []);
  await page.context().close();
  await call(ada, 'DELETE', `/v1/app/${id}?force=true`);
});

test('where the machine has GPUs, every kind of form asks how many and of which kind', async () => {
  const page = await windowOf(browser, await madeUser('Grace computes', OPERATOR), STILL);
  const gpu = (model, max) => ({
    id: `${model.toLowerCase().replaceAll(' ', '-')}-1-gpu`,
    type: 'gpu',
    description: `One ${model}`,
    default: false,
    max,
    resourcesPerUnit: { cpu: 6, memory: 32 * 1024 ** 3 },
    gpuInformation: { gpuBrand: 'NVIDIA', gpuModel: model, gpuMemory: 80 * 1024 ** 3 },
  });
  // This machine has none: what the server would say of two kinds.
  await page.route('**/v1/capabilities/flavor', async (route) => {
    const real = await (await route.fetch()).json();
    await route.fulfill({ json: [...real, gpu('NVIDIA H100', 2), gpu('NVIDIA L4', 4)] });
  });
  const command = page.getByRole('region', { name: 'The same as a command' });
  for (const kind of ['notebooks', 'jobs', 'apps']) {
    await page.goto(`${url}/${kind}/new`);
    await page.getByRole('spinbutton', { name: 'GPUs' }).fill('2');
    await page.getByText('With each: 6 CPUs · 32 GiB of memory').waitFor();
    assert.equal(await page.getByRole('spinbutton', { name: 'CPUs' }).count(), 0);
    await page.getByRole('combobox', { name: 'Kind of GPU' }).selectOption({ label: 'NVIDIA L4 · 80 GiB' });
    if (kind !== 'notebooks') await page.getByRole('textbox', { name: 'Command' }).fill('nvidia-smi');
    await command.getByText(/--gpu 2 --flavor nvidia-l4-1-gpu/).waitFor();
    await page.getByText('2 GPUs · 12 CPUs · 64 GiB').waitFor();
  }
  assert.deepEqual(await accessible(page, 'a form with GPUs'), []);
  await page.getByRole('spinbutton', { name: 'Replicas' }).fill('2');
  await page.getByRole('button', { name: 'Deploy an app' }).click();
  await page.getByText('An app with GPUs has one replica: it has them for itself.').first().waitFor();
  await page.getByRole('spinbutton', { name: 'Replicas' }).fill('1');
  await page.getByRole('spinbutton', { name: 'GPUs' }).fill('5');
  await page.getByText('A whole number from 0 to 4.').first().waitFor();
  assert.deepEqual(page.faults, []);
  await page.context().close();
});
