import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, body, ownHeaders, problemOf, projectNow, type Problem, type Schemas } from './client';
import { POLL } from './live';

export type Bucket = Schemas['Bucket'];
export type StoredObject = Schemas['Object'];
export type DataStore = Schemas['DataStore'];
export type S3Key = Schemas['S3Key'];

const project = () => ({ project: projectNow() });
const ofUser = (user: string) => ({ path: { ...project(), user } });
const PART = 200;

export function useBuckets(enabled = true) {
  return useQuery({
    queryKey: ['buckets', projectNow()],
    queryFn: ({ signal }) => body(api.GET('/v1/gatehouse/project/{project}/bucket', { params: { path: project() }, signal })),
    refetchInterval: POLL,
    enabled,
  });
}

/** What is in a folder of a bucket, part by part. */
export function useObjects(bucket: string, prefix: string, enabled = true) {
  return useInfiniteQuery({
    queryKey: ['objects', projectNow(), bucket, prefix],
    queryFn: ({ signal, pageParam }) =>
      body(
        api.GET('/v1/gatehouse/project/{project}/bucket/{bucket}/object', {
          params: { path: { ...project(), bucket }, query: { prefix, delimiter: '/', after: pageParam, limit: PART } },
          signal,
        }),
      ),
    initialPageParam: '',
    getNextPageParam: (last) => last.next,
    refetchInterval: POLL,
    enabled,
  });
}

/** A part of all that is below a prefix, with its folders. */
export const partBelow = (bucket: string, prefix: string, after: string, signal?: AbortSignal) =>
  body(
    api.GET('/v1/gatehouse/project/{project}/bucket/{bucket}/object', {
      params: { path: { ...project(), bucket }, query: { prefix, after, limit: 1000 } },
      ...(signal ? { signal } : {}),
    }),
  );

/** Deletes one object; no list is asked again. */
export const deleteObject = (bucket: string, key: string) =>
  body(
    api.DELETE('/v1/gatehouse/project/{project}/bucket/{bucket}/object/content', {
      params: { path: { ...project(), bucket }, query: { key } },
    }),
  );

/** Where the bytes of an object are got and put. */
export function contentOf(bucket: string, key: string): string {
  const path = ['v1', 'gatehouse', 'project', projectNow(), 'bucket', bucket, 'object', 'content'];
  return `/${path.map(encodeURIComponent).join('/')}?key=${encodeURIComponent(key)}`;
}

/** Sends a file; the browser tells how far it is only for this kind of request. */
export function sendFile(
  target: { bucket: string; key: string; file: Blob; replace: boolean },
  onProgress: (sent: number) => void,
  signal: AbortSignal,
): Promise<void> {
  return new Promise((resolve, reject: (problem: Problem) => void) => {
    const request = new XMLHttpRequest();
    request.open('PUT', contentOf(target.bucket, target.key));
    for (const [name, value] of Object.entries(ownHeaders('PUT'))) request.setRequestHeader(name, value);
    request.setRequestHeader('Content-Type', target.file.type || 'application/octet-stream');
    if (!target.replace) request.setRequestHeader('If-None-Match', '*');
    request.upload.onprogress = (event) => onProgress(event.loaded);
    const failed = () =>
      void problemOf(
        new Response(request.status ? request.responseText : null, { status: request.status || 599, statusText: request.statusText }),
      ).then(reject);
    request.onload = () => (request.status < 300 ? resolve() : failed());
    request.onerror = failed;
    request.onabort = failed;
    signal.addEventListener('abort', () => request.abort());
    request.send(target.file);
  });
}

/** Something done to what lies in storage; lists that show it are asked again. */
function useDeed<Wish, Answer>(deed: (wish: Wish) => Promise<Answer>, ...touched: string[]) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: deed,
    onSuccess: () => touched.forEach((key) => void client.invalidateQueries({ queryKey: [key] })),
  });
}

export const useCreateBucket = () =>
  useDeed(
    (name: string) =>
      body(api.POST('/v1/gatehouse/project/{project}/bucket', { params: { path: project() }, body: { name } })),
    'buckets',
  );

export const useDeleteBucket = () =>
  useDeed(
    (bucket: string) =>
      body(api.DELETE('/v1/gatehouse/project/{project}/bucket/{bucket}', { params: { path: { ...project(), bucket } } })),
    'buckets',
  );

export const useDeleteObject = () =>
  useDeed(({ bucket, key }: { bucket: string; key: string }) => deleteObject(bucket, key), 'objects');

export function useDataStores(enabled = true) {
  return useQuery({
    queryKey: ['stores', projectNow()],
    queryFn: ({ signal }) =>
      body(api.GET('/v1/gatehouse/project/{project}/data-store', { params: { path: project() }, signal })),
    enabled,
  });
}

export const useAddStore = () =>
  useDeed(
    (wish: Schemas['DataStoreWish']) =>
      body(api.POST('/v1/gatehouse/project/{project}/data-store', { params: { path: project() }, body: wish })),
    'stores',
  );

export const useDeleteStore = () =>
  useDeed(
    (alias: string) =>
      body(
        api.DELETE('/v1/gatehouse/project/{project}/data-store/{alias}', { params: { path: { ...project(), alias } } }),
      ),
    'stores',
  );

export const useTestStore = () =>
  useDeed((alias: string) =>
    body(
      api.POST('/v1/gatehouse/project/{project}/data-store/{alias}/test', { params: { path: { ...project(), alias } } }),
    ),
  );

export function useS3Keys(user: string, enabled = true) {
  return useQuery({
    queryKey: ['s3-keys', projectNow(), user],
    queryFn: ({ signal }) =>
      body(api.GET('/v1/gatehouse/project/{project}/user/{user}/s3-key', { params: ofUser(user), signal })),
    enabled,
  });
}

export const useCreateKey = () =>
  useDeed(
    (user: string) =>
      body(api.POST('/v1/gatehouse/project/{project}/user/{user}/s3-key', { params: ofUser(user) })),
    's3-keys',
  );

export const useKeySecret = () =>
  useDeed(({ user, access }: { user: string; access: string }) =>
    body(
      api.POST('/v1/gatehouse/project/{project}/user/{user}/s3-key/{access}/secret', {
        params: { path: { ...project(), user, access } },
      }),
    ),
  );

export const useDeleteKey = () =>
  useDeed(
    ({ user, access }: { user: string; access: string }) =>
      body(
        api.DELETE('/v1/gatehouse/project/{project}/user/{user}/s3-key/{access}', {
          params: { path: { ...project(), user, access } },
        }),
      ),
    's3-keys',
    'connections',
  );

export function usePolicy(user: string, enabled = true) {
  return useQuery({
    queryKey: ['policy', projectNow(), user],
    queryFn: ({ signal }) =>
      body(api.GET('/v1/gatehouse/project/{project}/user/{user}/policy', { params: ofUser(user), signal })),
    enabled,
  });
}

export const useSetPolicy = () =>
  useDeed(
    ({ user, policy }: { user: string; policy: string }) =>
      body(api.PUT('/v1/gatehouse/project/{project}/user/{user}/policy', { params: ofUser(user), body: { policy } })),
    'policy',
    'connections',
  );

export interface Asked {
  action: string;
  bucket: string;
  key: string;
  address: string;
}

/** May they, by the policy that is saved? */
export const usePolicyTest = (user: string) =>
  useDeed((asked: Asked) =>
    body(
      api.GET('/v1/gatehouse/project/{project}/user/{user}/policy/test', {
        params: { path: { ...project(), user }, query: asked },
      }),
    ),
  );
