// Refreshes what a live page shows, in place: only what differs is touched, so nothing flickers and nothing is lost.
const EVERY_MS = 15_000;
const parts = ['clock', 'main'];
let busy = false;

async function refresh() {
  if (busy || document.hidden) return;
  busy = true;
  try {
    const answer = await fetch(location.href, {
      headers: { Accept: 'text/html', 'X-Hatang-Background': '1' },
      cache: 'no-store',
    });
    if (answer.status === 401) location.reload();
    else if (answer.ok) show(new DOMParser().parseFromString(await answer.text(), 'text/html'));
    setStale(!answer.ok);
  } catch {
    setStale(true);
  } finally {
    busy = false;
  }
}

function show(page) {
  for (const id of parts) {
    const old = document.getElementById(id);
    const fresh = page.getElementById(id);
    if (old && fresh) merge(old, fresh);
  }
}

function merge(old, fresh) {
  if (old.isEqualNode(fresh)) return;
  if (old.nodeType !== fresh.nodeType || old.nodeName !== fresh.nodeName) {
    old.replaceWith(document.importNode(fresh, true));
    return;
  }
  if (old.nodeType !== Node.ELEMENT_NODE) {
    old.nodeValue = fresh.nodeValue;
    return;
  }
  mergeAttributes(old, fresh);
  const [before, after] = [[...old.childNodes], [...fresh.childNodes]];
  for (const [at, node] of after.entries()) {
    if (before[at]) merge(before[at], node);
    else old.append(document.importNode(node, true));
  }
  for (const node of before.slice(after.length)) node.remove();
}

// What a person has unfolded stays so.
function mergeAttributes(old, fresh) {
  for (const { name } of [...old.attributes]) {
    if (!fresh.hasAttribute(name) && !(name === 'open' && old.nodeName === 'DETAILS')) old.removeAttribute(name);
  }
  for (const { name, value } of fresh.attributes) if (old.getAttribute(name) !== value) old.setAttribute(name, value);
}

function setStale(stale) {
  const note = document.getElementById('stale');
  if (note) note.hidden = !stale;
}

setInterval(refresh, EVERY_MS);
document.addEventListener('visibilitychange', refresh);
