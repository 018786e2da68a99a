import createClient, { type Middleware } from 'openapi-fetch';
import type { components, paths } from '@schema';
import { connection } from './connection';
import { askPassword } from './stepup';

export type Schemas = components['schemas'];
export type User = Schemas['User'];
export type Role = Schemas['Role'];
export type Receipt = Schemas['Receipt'];
export type Me = Schemas['Self'];
export type Actions = Record<string, Schemas['AllowedAction']>;
export type Project = Schemas['Project'];

/** A refusal, with what the server said about it. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    message: string,
    readonly request: string,
    readonly missing: string,
    readonly code = '',
  ) {
    super(message);
  }
}

const STORED = 'gatehouse.project';
const CONFIRM = 'CONFIRM_PASSWORD';
let proof = '';
let project = stored();

function stored(): string {
  try {
    return localStorage.getItem(STORED) ?? '-';
  } catch {
    return '-';
  }
}

/** The project that calls are about; `-` for one's own. */
export function projectNow(): string {
  return project;
}

export function chooseProject(id: string): void {
  project = id;
  try {
    localStorage.setItem(STORED, id);
  } catch {
    // It then lasts as long as the page.
  }
}

/** What our own pages send along, so that no other site can act in somebody's name. */
export function ownHeaders(method: string): Record<string, string> {
  const headers: Record<string, string> = {};
  if (project !== '-') headers['X-Gatehouse-Project'] = project;
  if (method !== 'GET' && proof) headers['X-Gatehouse-CSRF'] = proof;
  return headers;
}

export async function problemOf(response: Response): Promise<Problem> {
  const request = response.headers.get('X-OVH-QUERYID') ?? '';
  try {
    const body = (await response.clone().json()) as { message?: string; missing?: string; errorCode?: string };
    return new Problem(response.status, body.message ?? response.statusText, request, body.missing ?? '', body.errorCode);
  } catch {
    return new Problem(response.status, response.statusText || String(response.status), request, '');
  }
}

/** Sends a request; throws a {@link Problem} for a refusal. Where the server wants one's password again, asks for it. */
export async function send(request: Request): Promise<Response> {
  const again = request.method === 'GET' ? request : request.clone();
  try {
    return await sendOnce(request);
  } catch (fault) {
    if (!(fault instanceof Problem) || fault.code !== CONFIRM || !(await confirmed())) throw fault;
    return sendOnce(again);
  }
}

async function confirmed(): Promise<boolean> {
  for (let tries = 0; ; tries++) {
    const password = await askPassword(tries > 0);
    if (password === null) return false;
    const answer = await fetch('/v1/gatehouse/session/confirm', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...ownHeaders('POST') },
      body: JSON.stringify({ password }),
    });
    if (answer.ok) return true;
    if (answer.status !== 401 && answer.status !== 400 && answer.status !== 403) throw await problemOf(answer);
  }
}

async function sendOnce(request: Request): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(request);
  } catch (fault) {
    if (request.signal.aborted) throw fault;
    connection.lost();
    throw new Problem(0, '', '', '');
  }
  if (response.status === 502 || response.status === 503) connection.lost();
  else connection.found();
  const fresh = response.headers.get('X-Gatehouse-CSRF');
  if (fresh) proof = fresh;
  if (response.status === 401) connection.signedOut();
  if (!response.ok) throw await problemOf(response);
  return response;
}

const own: Middleware = {
  onRequest({ request }) {
    for (const [name, value] of Object.entries(ownHeaders(request.method))) request.headers.set(name, value);
    return request;
  },
};

export const api = createClient<paths>({ fetch: send });
api.use(own);

/** The body of an answer. */
export async function body<T>(answer: Promise<{ data?: T }>): Promise<T> {
  return (await answer).data as T;
}

/** A call to one of the routes that the model defines and our document does not describe. */
export async function call<T>(method: string, path: string, content?: unknown, signal?: AbortSignal): Promise<T> {
  const headers: Record<string, string> = { Accept: 'application/json', ...ownHeaders(method) };
  if (content !== undefined) headers['Content-Type'] = 'application/json';
  const response = await send(
    new Request(new URL(path, location.origin), {
      method,
      headers,
      ...(content === undefined ? {} : { body: JSON.stringify(content) }),
      ...(signal ? { signal } : {}),
    }),
  );
  const text = await response.text();
  return (text ? JSON.parse(text) : null) as T;
}
