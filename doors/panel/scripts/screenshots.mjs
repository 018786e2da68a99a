// Makes the README's pictures from a server that was started for it and is empty:
//   ./gatehouse up --data /tmp/pictures --port 18080 --admin-password-file FILE
//   GATEHOUSE_URL=http://localhost:18080 GATEHOUSE_ADMIN_PASSWORD=… node scripts/screenshots.mjs
import { fileURLToPath } from 'node:url';
import { ADMIN, OPERATOR, READER, call, launchBrowser, madeUser, url, windowOf } from '../src/test/browser/house.mjs';

const folder = fileURLToPath(new URL('../../../docs/pictures/', import.meta.url));
const STORAGE = 'objectstore_operator';
const TRAINING = `import time
for epoch in range(1, 400):
    print(f"epoch {epoch:3d}  loss {1.9 / epoch + 0.08:.4f}  accuracy {1 - 0.6 / epoch:.4f}", flush=True)
    time.sleep(0.05 if epoch < 60 else 5)`;

await madeUser('Nightly retraining', OPERATOR);
await madeUser('مريم العبادي', READER, STORAGE);
const grace = await madeUser('Grace Hopper, reviewer', READER, STORAGE);
const leaving = await madeUser('Jean, intern until summer', READER);
await call(ADMIN, 'POST', `/v1/gatehouse/project/-/user/${leaving.id}/suspend`);
const ada = await madeUser('Ada Lovelace, data science', OPERATOR, STORAGE);
await call(ada, 'POST', '/v1/notebook', { name: 'churn-model' });
const job = await call(ada, 'POST', '/v1/job', { name: 'resnet-sweep', image: 'host', command: ['python3', '-c', TRAINING] });

const browser = await launchBrowser();
const picture = async (page, name) => {
  await page.waitForTimeout(1500);
  await page.screenshot({ path: `${folder}${name}.png` });
};
const size = { viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce' };
const page = await windowOf(browser, ADMIN, size);
const reader = await windowOf(browser, grace, { ...size, colorScheme: 'dark' });
await page.goto(`${url}/access/users`);
await picture(page, 'users');
await page.goto(`${url}/access/users?do=add`);
await page.getByRole('textbox', { name: 'Description' }).fill('Katherine, orbital models');
await picture(page, 'add-user');
await page.goto(`${url}/access/users?do=roles&user=${grace.id}`);
await page.getByRole('checkbox', { name: 'AI Training Reader' }).uncheck();
await picture(page, 'edit-roles');
await page.goto(`${url}/jobs/${job.json().id}/log`);
await picture(page, 'log');
await reader.goto(`${url}/`);
await picture(reader, 'reader-dark');
await browser.close();
