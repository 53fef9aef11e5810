/**
 * Gets GraphiQL with the key, and puts it in this page's place. The key lives in this script's memory: it is in no
 * storage, no URL and no cookie, and gone with the page.
 */
export const SIGN_IN_SCRIPT = `
const form = document.querySelector('form');
form.addEventListener('submit', async (event) => {
  event.preventDefault();
  const authorization = 'Bearer ' + form.elements.key.value.trim();
  const plainFetch = window.fetch;
  const endpoint = new URL(form.dataset.endpoint, location.href).href;
  const message = document.querySelector('[role=alert]');
  let reply;
  try {
    reply = await plainFetch(endpoint, { headers: { accept: 'text/html', authorization } });
  } catch {
    message.textContent = 'The gateway cannot be reached. Try again.';
    return;
  }
  if (!reply.ok) {
    message.textContent =
      reply.status === 403
        ? 'This key is valid, but GraphiQL takes the scope explore.'
        : reply.status === 401
          ? 'This key or token is not accepted.'
          : 'The gateway answered ' + reply.status + '. Try again.';
    return;
  }
  window.fetch = (input, init) => {
    const request = new Request(input, init);
    if (request.url !== endpoint) return plainFetch(request);
    request.headers.set('authorization', authorization);
    return plainFetch(request);
  };
  const page = await reply.text();
  document.open();
  document.write(page);
  document.close();
});
`;

export function signInPage(endpoint: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Paylens: sign in to GraphiQL</title>
<link rel="icon" href="data:,">
<style>
body { font: 16px/1.5 system-ui, sans-serif; max-width: 32rem; margin: 15vh auto 0; padding: 0 1rem; color: #1b1f24 }
label { display: block; font-weight: 600 }
input { box-sizing: border-box; width: 100%; margin: .25rem 0 1rem; padding: .5rem; font: inherit }
button { padding: .5rem 1rem; font: inherit }
[role=alert] { color: #a40e26; min-height: 1.5em }
</style>
</head>
<body>
<h1>Paylens</h1>
<form data-endpoint="${endpoint}" autocomplete="off">
<label for="key">API key or token</label>
<input id="key" name="key" type="password" autocomplete="off" spellcheck="false" required autofocus>
<button>Open GraphiQL</button>
</form>
<p role="alert"></p>
<p>It needs the scope <code>explore</code>. It stays in this tab's memory only, and is gone when you reload.</p>
<noscript>GraphiQL needs JavaScript.</noscript>
<script>${SIGN_IN_SCRIPT}</script>
</body>
</html>
`;
}
