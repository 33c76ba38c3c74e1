// What is copied here and is secret stays on the clipboard for a minute. What is there then cannot be read without the
// browser's permission, so it is overwritten with nothing: at once, or when this window has the focus again.

/** How long a secret stays on the clipboard. */
export const clipboardSeconds = 60;

let timer: ReturnType<typeof setTimeout> | undefined;
let awaitsFocus: AbortController | undefined;

function forgetLast(): void {
  clearTimeout(timer);
  awaitsFocus?.abort();
}

/** A browser writes the clipboard only for a window that has the focus. */
async function empty(): Promise<void> {
  try {
    await navigator.clipboard.writeText('');
  } catch {
    awaitsFocus = new AbortController();
    window.addEventListener('focus', () => void empty(), { once: true, signal: awaitsFocus.signal });
  }
}

/** Copies text; what was copied before is not this page's any more. */
export async function copyText(text: string): Promise<void> {
  await navigator.clipboard.writeText(text);
  forgetLast();
}

/** Copies a secret, and empties the clipboard a minute later. */
export async function copySecret(secret: string): Promise<void> {
  await copyText(secret);
  timer = setTimeout(() => void empty(), clipboardSeconds * 1_000);
}
