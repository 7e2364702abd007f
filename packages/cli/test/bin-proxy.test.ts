import { execFile } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

const BIN = join(import.meta.dirname, '..', 'src', 'bin.ts');
const ASKED = [
  ...['verify', `sha256:${'a'.repeat(64)}`, '--repo', 'acme/widgets'],
  ...['--signer-workflow', '.github/workflows/release.yml'],
];

/** Asks GitHub about a digest, in a process of its own behind this proxy. */
function verifyBehind(proxy: string): Promise<{ code: unknown; stdout: string; stderr: string }> {
  const argv = ['--conditions=@provkit/source', BIN, ...ASKED];
  const options = { cwd: tmpdir(), env: { USER: 'tester', HTTPS_PROXY: proxy } };
  return new Promise((resolve) => {
    execFile(process.execPath, argv, options, (error, stdout, stderr) => {
      resolve({ code: error?.code ?? 0, stdout, stderr });
    });
  });
}

describe('the process behind a proxy', () => {
  test('goes through the proxy of the environment, by CONNECT, and nowhere else', async () => {
    const asked: string[] = [];
    const proxy = createServer();
    proxy.on('connect', ({ url = '' }, socket) => {
      asked.push(url);
      socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
    });
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
    try {
      const { port } = proxy.address() as AddressInfo; // a TCP server has no other kind
      const { code, stdout, stderr } = await verifyBehind(`http://me:pa55word@127.0.0.1:${port}`);
      expect([code, new Set(asked)]).toEqual([3, new Set(['api.github.com:443'])]);
      expect(stdout).toContain('upstream_unavailable');
      expect(stdout + stderr).not.toContain('pa55word');
    } finally {
      proxy.close();
    }
  });

  test('a proxy that is none is a usage error, which does not show it (T18)', async () => {
    const { code, stderr } = await verifyBehind('socks5://me:pa55word@proxy.example');
    expect([code, stderr]).toEqual([2, expect.stringContaining('HTTPS_PROXY is no address')]);
    expect(stderr).not.toContain('pa55word');
  });
});
