// Checks the proof in a paper's code: the same bytes as contract/paper_proof.py, and nothing of them leaves the phone.
"use strict";

const LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ$*-.:";
const HEAD = [0x50, 1, 1];

// Two bytes are three letters, the lowest place first; a last single byte is two. Null when no encoder made this.
function decode(text) {
  const bytes = [];
  for (let at = 0; at < text.length; at += 3) {
    const piece = text.slice(at, at + 3);
    let value = 0;
    for (let place = piece.length - 1; place >= 0; place--) {
      const letter = LETTERS.indexOf(piece[place]);
      if (letter < 0) return null;
      value = value * LETTERS.length + letter;
    }
    if (piece.length === 1 || value >= 2 ** (8 * (piece.length - 1))) return null;
    if (piece.length === 3) bytes.push(value >> 8);
    bytes.push(value & 255);
  }
  return Uint8Array.from(bytes);
}

class Reader {
  constructor(bytes) { this.bytes = bytes; this.at = 0; }
  take(length) {
    const piece = this.bytes.slice(this.at, this.at + length);
    if (piece.length !== length) throw new RangeError("short");
    this.at += length;
    return piece;
  }
  number(length) {
    return this.take(length).reduce((value, byte) => value * 256 + byte, 0);
  }
  moment() {
    const value = this.number(5);
    return value >= 2 ** 39 ? value - 2 ** 40 : value;
  }
  text() {
    return new TextDecoder("utf-8", { fatal: true }).decode(this.take(this.number(1)));
  }
}

// Day 719163 is 1970-01-01.
function day(ordinal) {
  return new Date((ordinal - 719163) * 86400000).toISOString().slice(0, 10);
}

// {fault: "unreadable" | "newer"} or the statement, what was signed, the key's id and the signature.
function readProof(text) {
  const bytes = decode(text.trim().split("#").pop());
  if (bytes === null || bytes[0] !== HEAD[0]) return { fault: "unreadable" };
  if (bytes[1] !== HEAD[1] || bytes[2] !== HEAD[2]) return { fault: "newer" };
  const reader = new Reader(bytes);
  try {
    reader.take(HEAD.length);
    const said = { code: reader.text(), issued: reader.moment(), until: day(reader.number(3)) };
    const flags = reader.number(1);
    if (flags > 3) return { fault: "unreadable" };
    said.specimen = (flags & 1) !== 0;
    said.shortened = (flags & 2) !== 0;
    said.title = reader.text();
    said.issuer = reader.text();
    said.lines = [];
    for (let left = reader.number(1); left > 0; left--) said.lines.push([reader.text(), reader.text()]);
    const id = hex(reader.take(4));
    const signed = bytes.slice(0, reader.at);
    const signature = reader.take(64);
    if (reader.at !== bytes.length) return { fault: "unreadable" };
    return { said, id, signed, signature };
  } catch (error) {
    if (error instanceof RangeError || error instanceof TypeError) return { fault: "unreadable" };
    throw error;
  }
}

// "genuine", "other_hub", "altered", "out_of_time", or "no_ed25519" where this browser cannot tell.
// keys: [{id, key (hex), since, until (seconds of Unix, or null)}]
async function verifyProof(proof, keys, subtle) {
  const key = keys.find((one) => one.id === proof.id);
  if (key === undefined) return "other_hub";
  const name = { name: "Ed25519" };
  let imported;
  try {
    imported = await subtle.importKey("raw", unhex(key.key), name, false, ["verify"]);
  } catch {
    return "no_ed25519";
  }
  const message = new Uint8Array([...new TextEncoder().encode("bangban paper\n"), ...proof.signed]);
  if (!(await subtle.verify(name, imported, proof.signature, message))) return "altered";
  const at = proof.said.issued;
  return key.since <= at && (key.until === null || at < key.until) ? "genuine" : "out_of_time";
}

function hex(bytes) {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function unhex(text) {
  return Uint8Array.from(text.match(/../g), (pair) => parseInt(pair, 16));
}

if (typeof module !== "undefined") module.exports = { decode, readProof, verifyProof };
