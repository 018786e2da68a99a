// What the tests share: a browser, people who sign in, and things made by the API.
import assert from 'node:assert/strict';
import { appendFileSync } from 'node:fs';
import { AxeBuilder } from '@axe-core/playwright';
import { chromium } from 'playwright-core';

export const url = process.env.GATEHOUSE_URL ?? 'http://localhost:8080';
export const ADMIN = { name: 'admin', password: process.env.GATEHOUSE_ADMIN_PASSWORD ?? '' };
export const READER = 'ai_training_read';
export const OPERATOR = 'ai_training_operator';

export const launchBrowser = () =>
  chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-background-networking', '--disable-dev-shm-usage', '--disable-gpu'],
  });

/** A window of somebody's own, signed in; what goes wrong in it is kept in `faults`. */
export async function windowOf(browser, person, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'en-GB', ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  page.faults = [];
  page.on('pageerror', (fault) => page.faults.push(String(fault)));
  page.on('console', (message) => {
    if (/Content Security Policy/i.test(message.text())) page.faults.push(message.text());
  });
  await page.goto(`${url}/sign-in`);
  await page.getByLabel('User name').fill(person.name);
  await page.getByLabel('Password').fill(person.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL(`${url}/`);
  await heading(page).waitFor();
  return page;
}

/** A call to the API in somebody's name. */
export async function call(person, method, path, body) {
  const response = await fetch(url + path, {
    method,
    headers: {
      Authorization: `Basic ${Buffer.from(`${person.name}:${person.password}`).toString('base64')}`,
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, text, json: () => JSON.parse(text) };
}

/** A secret that was handed out: who runs this looks afterwards that the server's log has none of them. */
export function seen(secret) {
  if (process.env.GATEHOUSE_SEEN) appendFileSync(process.env.GATEHOUSE_SEEN, `${secret}\n`);
  return secret;
}

export async function madeUser(description, ...roles) {
  const made = await call(ADMIN, 'POST', '/v1/gatehouse/project/-/user', { description, roles });
  assert.equal(made.status, 200, made.text);
  const { user, password } = made.json();
  return { id: user.id, name: user.username, password: seen(password) };
}

export const heading = (page) => page.getByRole('heading', { level: 1 });

/** Waits until the one heading says so. */
export const arrived = (page, title) => page.getByRole('heading', { level: 1, name: title, exact: true }).waitFor();

/** What axe finds; of a page that was looked at in another theme only what depends on colours. */
export async function accessible(page, where, otherTheme = false) {
  const axe = new AxeBuilder({ page });
  const found = await (otherTheme
    ? axe.withRules(['color-contrast', 'link-in-text-block'])
    : axe.withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
  ).analyze();
  const said = found.violations.map(
    (each) => `${where}: ${each.id}: ${each.nodes.map((node) => `${node.target.join(' ')} ${node.failureSummary}`).join('\n')}`,
  );
  return said;
}

/** What sticks out of its card or its table, however wide the page is. */
export const escaping = (page) =>
  page.evaluate(() =>
    [...document.querySelectorAll('main section, main table, [role=dialog], [role=alertdialog]')]
      .filter((each) => each.scrollWidth > each.clientWidth + 2 && getComputedStyle(each).overflowX === 'visible')
      .map((each) => each.getAttribute('aria-label') ?? each.textContent.slice(0, 40)),
  );

/** By how many pixels a page is wider than its window. */
export const overhang = (page) =>
  page.evaluate(async () => {
    const over = () => document.documentElement.scrollWidth - document.documentElement.clientWidth;
    // What follows the width by script comes some frames after it.
    const end = performance.now() + 3000;
    while (over() > 0 && performance.now() < end) await new Promise(requestAnimationFrame);
    return over();
  });
