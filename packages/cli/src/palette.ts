import { styleText } from 'node:util';
import { type Palette, PLAIN } from '@provkit/text';
import type { Ports } from './ports.ts';

/** Colours when a person reads along and has not asked for none (no-color.org). */
export function paletteFor({ stdout, env }: Pick<Ports, 'stdout' | 'env'>): Palette {
  if (!stdout.isTerminal || (env.NO_COLOR ?? '') !== '') return PLAIN;
  const style = (format: Parameters<typeof styleText>[0]) => (text: string) =>
    styleText(format, text, { validateStream: false });
  return { good: style('green'), bad: style('red'), dim: style('dim'), strong: style('bold') };
}
