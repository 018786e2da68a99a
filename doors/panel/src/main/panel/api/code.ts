import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { api, body, projectNow, type Schemas } from './client';

export type CodeWish = Omit<Schemas['AsCodeWish'], 'body'> & { body?: Record<string, unknown> };

/** An action as code, as the server says it. */
export function useCode(wish: CodeWish, enabled: boolean) {
  return useQuery({
    queryKey: ['code', projectNow(), wish],
    queryFn: ({ signal }) =>
      body(
        api.POST('/v1/gatehouse/as-code', {
          body: { ...wish, project: projectNow() } as Schemas['AsCodeWish'],
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
    enabled,
    retry: false,
  });
}
