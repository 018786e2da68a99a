import type { Kind } from '../../api/workloads';

export interface Form {
  name: string;
  cpu: string;
  image: string;
  editor: string;
  command: string;
  port: string;
  labels: string;
  env: string;
  hours: string;
  replicas: string;
  volumes: string;
}

export const EMPTY: Form = {
  name: '',
  cpu: '1',
  image: 'host',
  editor: '',
  command: '',
  port: '8080',
  labels: '',
  env: '',
  hours: '',
  replicas: '1',
  volumes: '',
};

/** `name=value` line by line; null where a line is none. */
export function pairs(text: string): [string, string][] | null {
  const found: [string, string][] = [];
  for (const line of text.split('\n').map((each) => each.trim()).filter(Boolean)) {
    const at = line.indexOf('=');
    if (at < 1) return null;
    found.push([line.slice(0, at).trim(), line.slice(at + 1)]);
  }
  return found;
}

interface WishedVolume {
  mountPath: string;
  permission: string;
  dataStore: { alias: string; container: string; prefix?: string };
}

/** `bucket@alias/folder:/path:right` line by line; null where a line is none. */
export function volumesOf(text: string): WishedVolume[] | null {
  const found: WishedVolume[] = [];
  for (const line of text.split('\n').map((each) => each.trim()).filter(Boolean)) {
    const parts = /^([a-z0-9.-]{3,63})(?:@([^/:\s]+))?(?:\/([^:]*))?:(\/[^:]+):(ro|rw|rwd)$/i.exec(line);
    if (!parts) return null;
    const [, container = '', alias = 'LOCAL', prefix = '', mountPath = '', right = ''] = parts;
    found.push({
      mountPath,
      permission: right.toUpperCase(),
      dataStore: { alias, container, ...(prefix ? { prefix } : {}) },
    });
  }
  return found;
}

/** A command as a shell would take it apart: quotes hold together, a backslash takes the next as it is. */
export function argumentsOf(text: string): string[] {
  const found: string[] = [];
  let word: string | null = null;
  let quote = '';
  for (let i = 0; i < text.length; i++) {
    const c = text.charAt(i);
    if (quote) {
      if (c === quote) quote = '';
      else if (c === '\\' && quote === '"' && i + 1 < text.length) word = (word ?? '') + text.charAt(++i);
      else word = (word ?? '') + c;
    } else if (c === "'" || c === '"') {
      quote = c;
      word ??= '';
    } else if (c === '\\' && i + 1 < text.length) {
      word = (word ?? '') + text.charAt(++i);
    } else if (/\s/.test(c)) {
      if (word !== null) found.push(word);
      word = null;
    } else {
      word = (word ?? '') + c;
    }
  }
  if (word !== null) found.push(word);
  return found;
}

/** The same the other way round. */
export function wordsOf(command: string[]): string {
  return command
    .map((word) => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`))
    .join(' ');
}

/** What is sent to the API for a form. */
export function wishOf(kind: Kind, form: Form): Record<string, unknown> {
  const labels = pairs(form.labels) ?? [];
  const env = pairs(form.env) ?? [];
  const volumes = volumesOf(form.volumes) ?? [];
  const shared = {
    ...(form.name.trim() ? { name: form.name.trim() } : {}),
    resources: { cpu: Math.max(1, Math.trunc(Number(form.cpu)) || 1) },
    ...(labels.length > 0 ? { labels: Object.fromEntries(labels) } : {}),
    ...(volumes.length > 0 ? { volumes } : {}),
    ...(env.length > 0 ? { envVars: env.map(([name, value]) => ({ name, value })) } : {}),
  };
  if (kind === 'notebook') {
    return { ...shared, env: { frameworkId: form.image, ...(form.editor ? { editorId: form.editor } : {}) } };
  }
  const command = argumentsOf(form.command);
  const run = {
    ...shared,
    image: form.image,
    ...(command.length > 0 ? { command } : {}),
    ...(Number(form.port) > 0 ? { defaultHttpPort: Number(form.port) } : {}),
  };
  return kind === 'job'
    ? { ...run, ...(Number(form.hours) > 0 ? { timeout: Math.round(Number(form.hours) * 3600) } : {}) }
    : { ...run, scalingStrategy: { fixed: { replicas: Math.max(1, Math.trunc(Number(form.replicas)) || 1) } } };
}
