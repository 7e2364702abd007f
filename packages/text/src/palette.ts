/** Marks words of a text; the CLI gives terminal colours, everybody else none. */
export interface Palette {
  readonly good: (text: string) => string;
  readonly bad: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly strong: (text: string) => string;
}

const unmarked = (text: string): string => text;

/** No marks at all. */
export const PLAIN: Palette = { good: unmarked, bad: unmarked, dim: unmarked, strong: unmarked };
