import { describe, expect, test } from 'vitest';
import { readArtifactReference } from '../../src/github/artifact-reference.ts';

const REPOSITORY = {
  owner: 'acme',
  name: 'widgets',
  apiUrl: 'https://api.github.com',
  serverUrl: 'https://github.com',
};
const API = 'https://api.github.com/repos/acme/widgets/actions/artifacts';

describe('readArtifactReference', () => {
  test('S1.1: reads what the API and actions/upload-artifact call an artifact', () => {
    expect(readArtifactReference(`${API}/7`, REPOSITORY)).toEqual({ artifactId: '7' });
    expect(readArtifactReference(`${API}/7/zip`, REPOSITORY)).toEqual({ artifactId: '7' });
    const page = 'https://github.com/acme/widgets/actions/runs/42/artifacts/7';
    expect(readArtifactReference(page, REPOSITORY)).toEqual({ artifactId: '7', runId: '42' });
  });

  test.each([
    'https://api.github.com/repos/evil/widgets/actions/artifacts/7',
    'https://api.github.com/repos/acme/widgets-fork/actions/artifacts/7',
    'https://api.github.com.evil.example/repos/acme/widgets/actions/artifacts/7',
    'http://api.github.com/repos/acme/widgets/actions/artifacts/7',
    'https://user@api.github.com/repos/acme/widgets/actions/artifacts/7',
    'https://api.github.com:8443/repos/acme/widgets/actions/artifacts/7',
    'https://169.254.169.254/latest/meta-data/',
    `${API}/../../../../user`,
    `${API}/7/zip/../../8`,
    `${API}/7?x=1`,
    `${API}/7#x`,
    `${API}/0`,
    `${API}/`,
    `${API}/7/tar`,
    'file:///etc/passwd',
    'artifacts/widgets.tgz',
    'https://github.com/acme/widgets/actions/runs/42/artifacts/7/zip',
    'https://github.com/acme/widgets/releases/download/v1/widgets.tgz',
  ])('T14: %s is none', (url) => {
    expect(readArtifactReference(url, REPOSITORY)).toBeUndefined();
  });
});
