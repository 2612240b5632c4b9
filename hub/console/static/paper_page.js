// The part of the page that shows what paper.js found. Words and keys stand in the page, so that it can be saved whole.
"use strict";

(function () {
  const facts = JSON.parse(document.getElementById("facts").textContent);
  const words = facts.words;
  const place = document.getElementById("checked");

  function add(parent, tag, text, style) {
    const made = document.createElement(tag);
    made.textContent = text;
    if (style) made.className = style;
    parent.append(made);
    return made;
  }

  function civil(seconds) {
    // Time of the place, UTC+8, wherever the phone is.
    return new Date((seconds + 8 * 3600) * 1000).toISOString().slice(0, 19).replace("T", " ");
  }

  function show(verdict, said) {
    place.replaceChildren();
    place.hidden = false;
    const today = civil(Date.now() / 1000).slice(0, 10);
    const expired = verdict === "genuine" && said.until < today;
    const style = verdict === "genuine" ? (expired ? "old" : "good") : verdict === "no_ed25519" ? "old" : "bad";
    add(place, "p", words[expired ? "expired" : verdict], "verdict " + style);
    if (verdict !== "genuine" || said.code === facts.found) return; // The hub's own answer stands above.
    add(place, "h2", said.title);
    const list = add(place, "dl", "");
    const rows = [...said.lines, [words.issuer, said.issuer], [words.issued, civil(said.issued)],
      [words.until, said.until], [words.code, said.code]];
    for (const [label, value] of rows) { add(list, "dt", label); add(list, "dd", value); }
    if (said.shortened) add(place, "p", words.shortened, "note");
    add(place, "p", words.compare, "note");
    add(place, "p", words.revoked_unknown, "note");
    const asks = add(add(place, "p", ""), "a", words.ask_hub, "button");
    asks.href = facts.address + "/" + encodeURIComponent(said.code);
    if (said.specimen) add(place, "p", words.specimen, "note");
  }

  async function check(text) {
    const proof = readProof(text);
    if (proof.fault) { show(proof.fault); return; }
    // Browsers have no crypto.subtle on a page that came without TLS.
    const subtle = globalThis.crypto && globalThis.crypto.subtle;
    show(subtle ? await verifyProof(proof, facts.keys, subtle) : "no_ed25519", proof.said);
  }

  const typed = document.getElementById("text");
  document.getElementById("paste").addEventListener("submit", (event) => {
    event.preventDefault();
    check(typed.value);
  });
  const picture = document.getElementById("picture");
  if ("BarcodeDetector" in globalThis) {
    picture.parentElement.hidden = false;
    picture.addEventListener("change", async () => {
      const bitmap = await createImageBitmap(picture.files[0]);
      const codes = await new BarcodeDetector({ formats: ["qr_code"] }).detect(bitmap);
      if (codes.length > 0) { typed.value = codes[0].rawValue; check(typed.value); } else show("no_code");
    });
  }
  const atOnce = () => { if (location.hash.length > 1) check(location.hash); };
  globalThis.addEventListener("hashchange", atOnce);
  atOnce();
})();
