import type { SelfCheck } from '@provkit/predicate/mutate';

/** The outcome of the negative controls, for people: one line, and one for each that went unnoticed. */
export function selfCheckLines({ controls }: SelfCheck): string {
  const asked = controls.filter(({ outcome }) => outcome !== 'not_asked');
  const unnoticed = asked.filter(({ outcome }) => outcome === 'survived');
  const lines = [
    unnoticed.length === 0
      ? `self-check: ${asked.length} changed expectations, each noticed by its check`
      : `self-check failed: ${unnoticed.length} of ${asked.length} changed expectations went unnoticed; the verdict above proves nothing`,
    ...unnoticed.map(({ name, checks, detail }) => `  ${name} (${checks.join(' or ')}): ${detail}`),
  ];
  return lines.map((line) => `${line}\n`).join('');
}
