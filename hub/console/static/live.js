"use strict";
// Every element with data-live fetches its own piece of page anew. While the hub cannot be reached the old list
// stays, but grey: an old picture must not look like a fresh one.
for (const place of document.querySelectorAll("[data-live]")) {
  const every = Number(place.dataset.every) * 1000;
  const refresh = async () => {
    try {
      const answer = await fetch(place.dataset.live, { redirect: "manual" });
      if (answer.type === "opaqueredirect") { location.reload(); return; }
      if (!answer.ok) { throw new Error(String(answer.status)); }
      const text = await answer.text();
      if (text !== place.dataset.shown) {
        place.dataset.shown = text;
        place.innerHTML = text; // escaped by the hub's templates
        const talk = place.querySelector(".talk");
        if (talk) { talk.scrollTop = talk.scrollHeight; }
      }
      place.classList.remove("stale");
    } catch {
      place.classList.add("stale");
    }
    setTimeout(refresh, every);
  };
  setTimeout(refresh, every);
}
