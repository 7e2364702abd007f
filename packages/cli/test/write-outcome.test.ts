import { expect, test } from 'vitest';
import { EXIT_CODES } from '../src/exit-codes.ts';
import { FORMATS, formatOf } from '../src/format-option.ts';
import { writeOutcome } from '../src/write-outcome.ts';

const PROBLEM = {
  artifact: 'widgets.tgz',
  status: 'inconclusive',
  reason: 'rate_limited',
  class: 'transient',
  title: 'GitHub answers',
  message: 'GitHub refused to answer',
  expected: 'an answer',
  actual: 'status 429',
  hint: 'Validate again later.',
  spec: 'spec 1.2',
} as const;

async function write(
  format: (typeof FORMATS)[number],
  options?: Parameters<typeof writeOutcome>[3],
) {
  let written = '';
  const stdout = {
    isTerminal: false,
    write: (text: string) => {
      written += text;
    },
  };
  const code = await writeOutcome(
    { reports: [], problems: [PROBLEM] },
    format,
    { stdout, env: {} },
    options,
  );
  return { code, written };
}

test.each(FORMATS)(
  '%s ends with the code of the verdict, and tells of the problem',
  async (format) => {
    const { code, written } = await write(format);
    expect(code).toBe(EXIT_CODES.inconclusive);
    for (const said of ['rate_limited', 'status 429']) expect(written).toContain(said);
  },
);

test('a command may know the exit code better, and the SARIF log says that one', async () => {
  const { code, written } = await write('sarif', { exitCode: EXIT_CODES.selfCheckFailed });
  expect(code).toBe(EXIT_CODES.selfCheckFailed);
  expect(JSON.parse(written).runs[0].invocations[0].exitCode).toBe(EXIT_CODES.selfCheckFailed);
});

test('a command may have a JSON document of its own', async () => {
  expect((await write('json', { json: () => '{}\n' })).written).toBe('{}\n');
});

test('text is the format unless another is chosen', () => {
  expect(formatOf(undefined)).toBe('text');
  for (const format of FORMATS) expect(formatOf(format)).toBe(format);
});
