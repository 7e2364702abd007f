/** Refuses every way to the network that Node has, other programs among them, and says which was tried. */
export const NO_NETWORK = `
import child from 'node:child_process';
import dns from 'node:dns';
import net from 'node:net';
import dgram from 'node:dgram';
import { syncBuiltinESMExports } from 'node:module';
const refuse = (what) => () => {
  process.stderr.write('NETWORK: ' + what + '\\n');
  process.exit(99);
};
net.Socket.prototype.connect = refuse('connect');
net.Server.prototype.listen = refuse('listen');
dgram.createSocket = refuse('dgram');
for (const name of ['lookup', 'resolve', 'resolve4', 'resolve6']) dns[name] = refuse('dns.' + name);
for (const name of ['lookup', 'resolve', 'resolve4', 'resolve6']) dns.promises[name] = refuse('dns.' + name);
for (const name of ['spawn', 'spawnSync', 'exec', 'execFile', 'fork']) child[name] = refuse(name);
globalThis.fetch = refuse('fetch');
syncBuiltinESMExports();
`;

/** Says on stderr of which packages modules were loaded, by name, ours without their scope. */
export const TELLS_PACKAGES = `
import { registerHooks } from 'node:module';
const names = new Set();
registerHooks({
  load(url, context, next) {
    const [, foreign, own] = /node_modules\\/((?:@[^/]+\\/)?[^/]+)\\/(?!.*node_modules)|packages\\/([^/]+)\\/src\\//.exec(url) ?? [];
    if (foreign ?? own) names.add(foreign ?? own);
    return next(url, context);
  },
});
process.on('exit', () => process.stderr.write(JSON.stringify([...names].sort())));
`;
