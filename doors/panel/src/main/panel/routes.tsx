import { createBrowserRouter, Navigate, type RouteObject } from 'react-router';
import type { Kind } from './api/workloads';
import { Overview } from './pages/overview/Overview';
import { Broken, NotFound } from './pages/Elsewhere';
import { Shell } from './shell/Shell';

const workloads = (kind: Kind): RouteObject => ({
  path: `${kind}s`,
  children: [
    { index: true, lazy: async () => page((await import('./pages/workloads/Workloads')).Workloads, { kind }) },
    { path: 'new', lazy: async () => page((await import('./pages/workloads/Launch')).Launch, { kind }) },
    { path: ':id/:tab?', lazy: async () => page((await import('./pages/workloads/Detail')).Detail, { kind }) },
  ],
});

function page<P extends object>(Component: React.ComponentType<P>, props: P) {
  return { Component: () => <Component {...props} key={JSON.stringify(props)} /> };
}

/** Every place in the panel. `Panel.java` lists the same ones. */
export const router = createBrowserRouter([
  {
    path: '/',
    element: <Shell />,
    hydrateFallbackElement: <></>,
    errorElement: <Broken />,
    children: [
      {
        errorElement: <Broken />,
        children: [
          { index: true, element: <Overview /> },
          workloads('notebook'),
          workloads('job'),
          workloads('app'),
          { path: 'data', lazy: async () => ({ Component: (await import('./pages/data/Data')).Data }) },
          { path: 'data/:bucket', lazy: async () => ({ Component: (await import('./pages/data/Bucket')).Bucket }) },
          {
            path: 'registries',
            lazy: async () => ({ Component: (await import('./pages/registries/Registries')).Registries }),
          },
          {
            path: 'access',
            children: [
              { index: true, element: <Navigate to="/access/users" replace /> },
              { path: 'users', lazy: async () => ({ Component: (await import('./pages/users/Users')).Users }) },
              {
                path: 'users/:id/:tab?',
                lazy: async () => ({ Component: (await import('./pages/users/UserPage')).UserPage }),
              },
              { path: 'roles', lazy: async () => ({ Component: (await import('./pages/access/Roles')).Roles }) },
              { path: 'tokens', lazy: async () => ({ Component: (await import('./pages/access/Tokens')).Tokens }) },
              { path: 's3', lazy: async () => ({ Component: (await import('./pages/storage/Storage')).Storage }) },
              {
                path: 'sessions',
                lazy: async () => ({ Component: (await import('./pages/access/Connections')).Connections }),
              },
            ],
          },
          { path: 'activity', lazy: async () => ({ Component: (await import('./pages/access/Activity')).Activity }) },
          { path: 'nodes', lazy: async () => ({ Component: (await import('./pages/nodes/Nodes')).Nodes }) },
          { path: 'settings', lazy: async () => ({ Component: (await import('./pages/settings/Settings')).Settings }) },
          { path: 'me', lazy: async () => ({ Component: (await import('./pages/me/Me')).MyAccount }) },
          { path: '*', element: <NotFound /> },
        ],
      },
    ],
  },
]);
