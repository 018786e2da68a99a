import type { Flavor, Kind } from '../../api/workloads';
import { ONE_REPLICA, strategyOf, type Scaling } from './scaling';

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
  scaling: Scaling;
  volumes: string;
  gpus: string;
  /** Which kind of GPU; empty for the first there is. */
  gpuKind: string;
  version: string;
  probe: string;
  probePort: string;
  keys: string;
  isPublic: boolean;
}

/** What is written into fields, without what is ticked. */
export type TextOf = { [Name in keyof Form]: Form[Name] extends string ? Name : never }[keyof Form];

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
  scaling: ONE_REPLICA,
  volumes: '',
  gpus: '0',
  gpuKind: '',
  version: '',
  probe: '',
  probePort: '',
  keys: '',
  isPublic: false,
};

/** `name=value` line by line; null where a line is none. */
export function pairs(text: string): [string, string][] | null {
  const found: [string, string][] = [];
  for (const line of linesOf(text)) {
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
  for (const line of linesOf(text)) {
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

/** The lines of a text, without those that are empty. */
export const linesOf = (text: string) => text.split('\n').map((each) => each.trim()).filter(Boolean);

/** Whether a text is a whole number between two, both included. */
export function isWhole(text: string, least: number, most: number): boolean {
  const value = Number(text);
  return text.trim() !== '' && Number.isInteger(value) && value >= least && value <= most;
}

const whole = (text: string, least: number) => Math.max(least, Math.trunc(Number(text)) || least);

/** When a replica gets requests; nothing where no path is given: as soon as it listens. */
export const probeOf = (path: string, port: string) =>
  path.trim() ? { path: path.trim(), ...(Number(port) > 0 ? { port: Number(port) } : {}) } : undefined;

/** The kinds of GPU that the machine has. */
export const gpuKinds = (flavors: Flavor[]) => flavors.filter((each) => each.type === 'gpu');

/** What is sent to the API for a form. */
export function wishOf(kind: Kind, form: Form): Record<string, unknown> {
  const labels = pairs(form.labels) ?? [];
  const env = pairs(form.env) ?? [];
  const volumes = volumesOf(form.volumes) ?? [];
  const keys = linesOf(form.keys);
  const gpus = whole(form.gpus, 0);
  const shared = {
    ...(form.name.trim() ? { name: form.name.trim() } : {}),
    // With each GPU comes its share of the CPUs.
    resources: gpus > 0 ? { gpu: gpus, ...(form.gpuKind ? { flavor: form.gpuKind } : {}) } : { cpu: whole(form.cpu, 1) },
    ...(labels.length > 0 ? { labels: Object.fromEntries(labels) } : {}),
    ...(volumes.length > 0 ? { volumes } : {}),
    ...(env.length > 0 ? { envVars: env.map(([name, value]) => ({ name, value })) } : {}),
    ...(form.isPublic ? { unsecureHttp: true } : {}),
    ...(kind !== 'app' && keys.length > 0 ? { sshPublicKeys: keys } : {}),
  };
  if (kind === 'notebook') {
    const version = form.version ? { frameworkVersion: form.version } : {};
    return { ...shared, env: { frameworkId: form.image, ...version, ...(form.editor ? { editorId: form.editor } : {}) } };
  }
  const command = argumentsOf(form.command);
  const run = {
    ...shared,
    image: form.image.trim(),
    ...(command.length > 0 ? { command } : {}),
    ...(Number(form.port) > 0 ? { defaultHttpPort: Number(form.port) } : {}),
  };
  if (kind === 'job') {
    const timeout = Number(form.hours) > 0 ? { timeout: Math.round(Number(form.hours) * 3600) } : {};
    return { ...run, ...timeout };
  }
  const probe = probeOf(form.probe, form.probePort);
  return { ...run, scalingStrategy: strategyOf(form.scaling), ...(probe ? { probe } : {}) };
}
