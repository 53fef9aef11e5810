// Starts what `npm run build` made, asks it what its banner proposes, and ends it as a supervisor would.
import { spawn } from 'node:child_process';
import { once } from 'node:events';

const gateway = spawn(process.execPath, ['dist/main.js'], {
  env: { PATH: process.env.PATH, PAYLENS_PORT: '0' },
  stdio: ['ignore', 'pipe', 'inherit'],
});
const ended = once(gateway, 'exit');
process.on('exit', () => gateway.kill('SIGKILL'));
const giveUp = setTimeout(() => gateway.kill('SIGKILL'), 30_000);

let text = '';
for await (const chunk of gateway.stdout) {
  text += chunk;
  if (text.includes('Ctrl-C ends')) break;
}
const url = /GraphQL and GraphiQL\s+(\S+)/.exec(text)?.[1];
if (url === undefined) throw new Error(`no address in the banner:\n${text}`);
const body = JSON.stringify({
  query: '{ genstorePayment(paymentId: "PI-success") { status amount { amount currency } } }',
});
const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
const answer = JSON.stringify((await response.json()).data);
if (answer !== '{"genstorePayment":{"status":"PAID","amount":{"amount":"123.23","currency":"USD"}}}') {
  throw new Error(`unexpected answer: ${answer}`);
}
const page = await fetch(url, { headers: { accept: 'text/html' } });
if (page.status !== 200) throw new Error(`GraphiQL answered ${page.status}`);
gateway.kill('SIGTERM');
const [code] = await ended;
clearTimeout(giveUp);
if (code !== 0) throw new Error(`exit code ${code}`);
console.log('dist/main.js answered, served GraphiQL and ended with 0.');
