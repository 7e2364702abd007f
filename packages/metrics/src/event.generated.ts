// @ts-nocheck
import * as S from './schema/index.ts';

const mk = (s) => {
  const f = (v) => {
    const r = s.safeParse(v);
    f.errors = r.success
      ? null
      : r.error.issues.map((i) => ({
          instancePath: '/' + i.path.join('/'),
          keyword: i.code,
          message: i.message,
          params: {},
        }));
    return r.success;
  };
  f.errors = null;
  return f;
};
type V = ((value: unknown) => boolean) & {
  errors?:
    | { instancePath: string; keyword: string; message?: string; params: Record<string, unknown> }[]
    | null;
};
export const validateEventParts: V = mk(S.EventParts);
