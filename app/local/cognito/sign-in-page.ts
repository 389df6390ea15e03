import { demoCustomers } from "./demo-customers";

/** Sign-in page of the stand-in. Hidden fields carry the request's parameters. */
export function signInPage(action: string, parameters: URLSearchParams): string {
  const hidden = [...parameters]
    .map(([name, value]) => `<input type="hidden" name="${escape(name)}" value="${escape(value)}">`)
    .join("\n      ");
  const buttons = demoCustomers
    .map((name) => `<button name="username" value="${name}">Continue as ${name}</button>`)
    .join("\n      ");
  return `<!doctype html>
<html lang="en">
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>Sign in</title>
  <link rel="icon" href="data:,">
  <style>
    :root { color-scheme: light dark; }
    body { font: 1rem/1.5 system-ui, sans-serif; margin: 10vh auto; max-width: 22rem; padding: 0 1rem; }
    form { display: grid; gap: 0.75rem; margin-bottom: 2rem; }
    button, input { border: 1px solid; border-radius: 0.5rem; font: inherit; padding: 0.5rem 0.75rem; }
  </style>
  <main>
    <h1>Sign in</h1>
    <p>This page stands in for Cognito's. There is no password.</p>
    <form method="post" action="${action}">
      ${hidden}
      ${buttons}
    </form>
    <form method="post" action="${action}">
      ${hidden}
      <label for="username">Or as somebody else</label>
      <input id="username" name="username" autocomplete="username" maxlength="64" required>
      <button>Continue</button>
    </form>
  </main>
</html>
`;
}

function escape(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
