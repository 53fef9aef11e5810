// Starts what `npm run build` made, asks it what its banner proposes, and ends it as a supervisor would: once as it is, and
// once as the container image does, under Node's permission model, with its configuration and secrets mounted as Kubernetes
// mounts them. No container runtime is needed.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const QUERY = '{ genstorePayment(paymentId: "PI-success") { status amount { amount currency } history { status } } }';
const ANSWER = {
  genstorePayment: { status: 'PAID', amount: { amount: '123.23', currency: 'USD' }, history: [{ status: 'PAID' }] },
};

async function check(name, flags, environment = {}) {
  const gateway = spawn(process.execPath, [...flags, 'dist/main.js'], {
    env: { PATH: process.env.PATH, ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(gateway, 'exit');
  process.on('exit', () => gateway.kill('SIGKILL'));
  const giveUp = setTimeout(() => gateway.kill('SIGKILL'), 60_000);
  let text = '';
  const until = async (end) => {
    while (!text.includes(end)) {
      const [chunk] = await Promise.race([once(gateway.stdout, 'data'), ended.then(() => [])]);
      if (chunk === undefined) throw new Error(`${name}: it ended:\n${text}`);
      text += chunk;
    }
  };
  await until('Ctrl-C ends');
  const url = /GraphQL and GraphiQL\s+(\S+)/.exec(text)?.[1];
  if (url === undefined) throw new Error(`${name}: no address in the banner:\n${text}`);
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify({ query: QUERY }) });
  const answer = JSON.stringify((await response.json()).data);
  if (answer !== JSON.stringify(ANSWER)) throw new Error(`${name}: unexpected answer: ${answer}`);
  const page = await fetch(url, { headers: { accept: 'text/html' } });
  if (page.status !== 200) throw new Error(`${name}: GraphiQL answered ${page.status}`);
  if (environment.PAYLENS_LOG_LEVEL !== undefined) {
    gateway.kill('SIGHUP');
    await until('configuration_reloaded');
  }
  gateway.kill('SIGTERM');
  const [code] = await ended;
  clearTimeout(giveUp);
  if (code !== 0) throw new Error(`${name}: exit code ${code}`);
  console.log(`dist/main.js ${name} answered, served GraphiQL and ended with 0.`);
}

/** The flags of the image, with its folders where ours are. */
function imageFlags(folders) {
  const [, entry = ''] = /ENTRYPOINT (\[[\s\S]*?\])/.exec(readFileSync('ops/container/Containerfile', 'utf8')) ?? [];
  const [, ...flags] = JSON.parse(entry.replaceAll('\\\n', ''));
  return flags.map((flag) => flag.replace(/=(\/.*)$/, (_whole, path) => `=${folders[path]}`));
}

const folder = mkdtempSync(join(tmpdir(), 'paylens-smoke-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
const [config, secrets, state] = ['etc', 'secrets', 'state'].map((name) => join(folder, name));
for (const path of [`${config}/..data`, secrets, state]) mkdirSync(path, { recursive: true });
writeFileSync(
  join(config, '..data', 'paylens.yaml'),
  JSON.stringify({
    server: { port: 0 },
    history: { file: `${state}/history.db` },
    audit: { file: `${state}/audit.log` },
  }),
);
symlinkSync(join('..data', 'paylens.yaml'), join(config, 'paylens.yaml'));

const flags = imageFlags({
  '/app': process.cwd(),
  '/etc/paylens': config,
  '/run/secrets/paylens': secrets,
  '/var/lib/paylens': state,
  '/proc/self/fd/1': '/proc/self/fd/1',
});
// Packages that are linked from elsewhere, as in a second work tree, are part of /app all the same.
flags.push(`--allow-fs-read=${realpathSync('node_modules')}`);

await check('as it is', [], { PAYLENS_PORT: '0' });
await check('under the flags of the image', flags, {
  NODE_ENV: 'production',
  PAYLENS_CONFIG: join(config, 'paylens.yaml'),
  PAYLENS_LOG_LEVEL: 'info',
});
if (!existsSync(join(state, 'history.db'))) throw new Error('nothing was kept in the folder that may be written');

for (const [what, code] of [
  ['a file of the system', 'fs.readFileSync("/etc/passwd")'],
  ['another process', 'child_process.execSync("true")'],
  ['a file beside the sources', 'fs.writeFileSync("src/main.js", "")'],
]) {
  const { status, stderr } = spawnSync(process.execPath, [...flags, '-e', code], { encoding: 'utf8' });
  if (status === 0 || !stderr.includes('ERR_ACCESS_DENIED')) throw new Error(`${what} was not denied:\n${stderr}`);
}
console.log('Under those flags no file of the system is read, none of ours written, and no process started.');
