import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { gzipSync } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

const server = process.env['GATEHOUSE_URL'] ?? 'http://localhost:8080';

/** Packs what can be packed, and lists all files for the server: one "path" a line. */
function packed(): Plugin {
  let folder = '';
  return {
    name: 'packed',
    apply: 'build',
    configResolved: (config) => void (folder = config.build.outDir),
    closeBundle() {
      const files = readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && !entry.name.endsWith('.gz'))
        .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
        .filter((name) => name !== 'files.txt')
        .sort();
      for (const name of files) {
        if (/\.(js|css|svg|html)$/.test(name)) {
          writeFileSync(join(folder, `${name}.gz`), gzipSync(readFileSync(join(folder, name)), { level: 9 }));
        }
      }
      writeFileSync(join(folder, 'files.txt'), `${files.join('\n')}\n`);
    },
  };
}

/** Leaves out what React Aria says in languages that the panel does not speak. */
function twoLanguages(): Plugin {
  const other = /\/react-(?:aria|stately|aria-components)\/.*\/intl\/.*\/(?!en-US|fr-FR)[a-z]{2}-[A-Z]{2}\.m?js$/;
  return { name: 'two-languages', enforce: 'pre', load: (id) => (other.test(id) ? 'export default {};' : null) };
}

/** A tiny script that sets the theme before the first paint, under a name that changes with it. */
function theme(): Plugin {
  const source = readFileSync(new URL('src/main/panel/theme.js', import.meta.url), 'utf8');
  const name = `assets/theme-${createHash('sha256').update(source).digest('hex').slice(0, 8)}.js`;
  return {
    name: 'theme',
    configureServer: (dev) =>
      void dev.middlewares.use(`/panel/${name}`, (_, response) =>
        response.setHeader('Content-Type', 'text/javascript').end(source),
      ),
    generateBundle() {
      this.emitFile({ type: 'asset', fileName: name, source });
    },
    transformIndexHtml: () => [{ tag: 'script', attrs: { src: `/panel/${name}` }, injectTo: 'head-prepend' }],
  };
}

export default defineConfig({
  root: 'src/main/panel',
  base: '/panel/',
  logLevel: 'warn',
  publicDir: false,
  plugins: [twoLanguages(), react(), theme(), packed()],
  build: {
    outDir: 'target/built',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 700,
  },
  server: {
    proxy: Object.fromEntries(
      ['/v1', '/1.0', '/sign-in', '/sign-out', '/pages', '/start'].map((path) => [path, { target: server, ws: true }]),
    ),
  },
});
