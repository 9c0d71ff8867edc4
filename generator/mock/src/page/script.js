// Shows what has come in since, as long as nobody is reading an entry.
setInterval(async () => {
  const live = document.getElementById('live');
  if (live.querySelector('details[open]') || document.hidden) return;
  try {
    const response = await fetch(location.pathname, { headers: { accept: 'text/html' } });
    const page = new DOMParser().parseFromString(await response.text(), 'text/html');
    const fresh = page.getElementById('live');
    if (fresh && !live.querySelector('details[open]')) live.replaceChildren(...fresh.childNodes);
  } catch { /* The server is gone; what it said last stays. */ }
}, 2000);
