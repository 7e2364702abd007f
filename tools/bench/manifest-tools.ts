import type { Manifest } from '@provkit/manifest';

/** What compares two documents; the result is what would be written down. */
export type Compare = (before: Manifest, after: Manifest) => unknown;

/** Ours and the peers, each loaded when it is measured. */
export const TOOLS = {
  provkit: async () => {
    const { diff } = await import('@provkit/manifest');
    return (before, after) => diff(before, after).patch;
  },
  'fast-json-patch': async () => {
    const { default: jsonpatch } = await import('fast-json-patch');
    return (before, after) => jsonpatch.compare(before, after);
  },
  'jsondiffpatch, keyed': async () => {
    const { create } = await import('jsondiffpatch');
    const objectHash = (entry: object) => {
      const { tag, run_id } = entry as { readonly tag?: string; readonly run_id?: string };
      return `${tag ?? ''} ${run_id ?? ''}`;
    };
    const differ = create({ objectHash, arrays: { detectMove: true } });
    return (before, after) => differ.diff(before, after);
  },
} as const satisfies Record<string, () => Promise<Compare>>;

export type ToolName = keyof typeof TOOLS;
