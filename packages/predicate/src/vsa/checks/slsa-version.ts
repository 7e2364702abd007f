import { fail, pass } from '../catalog.ts';
import type { VsaCheck } from '../vsa-check.ts';

/**
 * Whether the summary follows a version of SLSA whose levels mean what they mean here. Minor versions are compatible and
 * only add; a version that cannot be read, or another major one, might mean something else by them.
 */
export const checkSlsaVersion: VsaCheck = ({ predicate: { slsaVersion } }) => {
  if (!slsaVersion) return pass('slsa-version', { message: 'not stated, which means some 1.x' });
  const finding = {
    expected: '1.x',
    actual: slsaVersion,
    pointer: '/predicate/slsaVersion',
  };
  return /^1\.(0|[1-9][0-9]*)$/.test(slsaVersion)
    ? pass('slsa-version', { message: `SLSA ${slsaVersion}`, ...finding })
    : fail('slsa-version', { message: 'the summary does not follow SLSA 1.x', ...finding });
};
