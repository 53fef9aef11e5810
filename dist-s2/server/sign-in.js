/**
 * Gets GraphiQL with the key, and puts it in this page's place. The key lives in this script's memory: it is in no
 * storage, no URL and no cookie, and gone with the page. In a block, because what GraphiQL declares shares its window.
 */
export const SIGN_IN_SCRIPT = `{
  const form = document.querySelector('form');
  const { key, open } = form.elements;
  const message = document.querySelector('[role=alert]');
  const endpoint = new URL(form.dataset.endpoint, location.href).href;
  const plainFetch = window.fetch;

  const reasonOf = (status) => {
    if (status === 401) return 'This key or token is not accepted.';
    if (status === 403) return 'This key or token is valid, but GraphiQL takes the scope explore.';
    return 'The gateway answered ' + status + '. Try again later.';
  };

  // Undefined where the page was not had, and the reason is shown.
  const graphiqlWith = async (authorization) => {
    try {
      const reply = await plainFetch(endpoint, { headers: { accept: 'text/html', authorization } });
      if (reply.ok) return await reply.text();
      message.textContent = reasonOf(reply.status);
    } catch {
      // Or there is a character in it that no header can hold.
      message.textContent = 'The gateway cannot be asked. Check the key, and whether the gateway runs.';
    }
  };

  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    message.textContent = '';
    key.removeAttribute('aria-invalid');
    open.disabled = true;
    const authorization = 'Bearer ' + key.value.trim();
    const page = await graphiqlWith(authorization);
    open.disabled = false;
    if (page === undefined) {
      key.setAttribute('aria-invalid', 'true');
      key.select();
      return;
    }
    window.fetch = (input, init) => {
      const request = new Request(input, init);
      // One that is typed into the headers editor goes first.
      const isOwn = request.url === endpoint && !request.headers.has('authorization');
      if (isOwn) request.headers.set('authorization', authorization);
      return plainFetch(request);
    };
    document.open();
    document.write(page);
    document.close();
  });
}`;
export function signInPage(endpoint) {
    return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Paylens: a key for GraphiQL</title>
<link rel="icon" href="data:,">
<style>
:root { color-scheme: light dark; --line: light-dark(#6e7781, #8b949e); --wrong: light-dark(#a40e26, #ff8f86); --act: light-dark(#0550ae, #79b8ff) }
body { font: 1rem/1.5 system-ui, sans-serif; margin: 0; background: light-dark(#f6f8fa, #0d1117); color: light-dark(#1f2328, #e6edf3) }
main { box-sizing: border-box; max-width: 30rem; margin: 12vh auto 2rem; padding: 2rem; background: light-dark(#fff, #161b22); border-radius: .75rem; box-shadow: 0 1px 4px #0003 }
h1 { margin: 0 0 .25rem; font-size: 1.5rem }
p { margin: 0 0 1rem }
label { display: block; font-weight: 600 }
input, button { box-sizing: border-box; width: 100%; padding: .6rem .75rem; font: inherit; border: 1px solid var(--line); border-radius: .375rem }
input { margin: .25rem 0; background: transparent; color: inherit }
input[aria-invalid] { border-color: var(--wrong) }
button { background: var(--act); border-color: transparent; color: light-dark(#fff, #0d1117); font-weight: 600; cursor: pointer }
button:disabled { opacity: .6; cursor: progress }
:focus-visible { outline: 3px solid var(--act); outline-offset: 2px }
[role=alert] { min-height: 1.5em; margin: 0 0 .5rem; color: var(--wrong) }
#rules { margin: 1rem 0 0; font-size: .875rem }
</style>
</head>
<body>
<main>
<h1>Paylens</h1>
<p>This gateway answers nobody without a key. With one, GraphiQL opens here.</p>
<form method="post" data-endpoint="${endpoint}" autocomplete="off">
<label for="key">API key or token</label>
<input id="key" name="key" type="password" autocomplete="off" autocapitalize="none" spellcheck="false" aria-describedby="reason rules" required autofocus>
<p id="reason" role="alert"></p>
<button name="open">Open GraphiQL</button>
</form>
<p id="rules">The key needs the scope <code>explore</code>. This page keeps it in memory only: it is gone when you reload or close the tab.</p>
<noscript><p>GraphiQL needs JavaScript.</p></noscript>
</main>
<script>${SIGN_IN_SCRIPT}</script>
</body>
</html>
`;
}
