/** Read-only all the way down, so that constants (`as const`) can be given. */
export type DeepReadonly<T> = T extends object
  ? { readonly [key in keyof T]: DeepReadonly<T[key]> }
  : T;
