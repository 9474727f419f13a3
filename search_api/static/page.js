// The pages work without this file; with it there are keys, copies, figures without a reload, and uploads with progress.
"use strict";

const told = document.getElementById("told");
let silence;

function tell(text) {
  told.textContent = text;
  clearTimeout(silence);
  silence = setTimeout(() => { told.textContent = ""; }, 6000);
}

// Keys: "/" to the search box (it can be turned off), arrows through the hits.
const keys = document.getElementById("keys");
const box = document.getElementById("q");

function keysOn() { return localStorage.getItem("keys") !== "off"; }
function showKeys() {
  keys.parentElement.hidden = false;
  keys.setAttribute("aria-pressed", String(keysOn()));
  keys.textContent = keysOn() ? keys.dataset.on : keys.dataset.off;
}
keys.addEventListener("click", () => { localStorage.setItem("keys", keysOn() ? "off" : "on"); showKeys(); });
showKeys();

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, textarea, select");
  if (event.key === "/" && keysOn() && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault();
    if (box) { box.focus(); box.select(); } else { location.assign("/"); }
  }
  if (event.key === "ArrowDown" || event.key === "ArrowUp") { walkHits(event); }
});

function walkHits(event) {
  const hits = [...document.querySelectorAll(".hit .open")];
  const at = hits.indexOf(document.activeElement);
  if (at < 0 && document.activeElement !== box) { return; }
  const next = event.key === "ArrowDown" ? hits[at + 1] : at > 0 ? hits[at - 1] : box;
  if (!next) { return; }
  event.preventDefault();
  next.focus();
  next.scrollIntoView({ block: "nearest" });
}

// Copies.
async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const area = document.body.appendChild(document.createElement("textarea"));
    area.value = text;
    area.select();
    document.execCommand("copy");
    area.remove();
  }
  tell(told.dataset.copied);
}

function showCopyButtons() {
  for (const button of document.querySelectorAll("[data-copies]")) { button.hidden = false; }
}
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-copies]");
  if (button) { copy(document.getElementById(button.dataset.copies).value); }
});
showCopyButtons();

// A figure's record without loading the page again.
document.addEventListener("click", async (event) => {
  const anchor = event.target.closest("#record a, .text a, [role=note] a");
  if (!anchor || !leadsToRecord(anchor) || event.ctrlKey || event.metaKey || event.shiftKey || event.button) { return; }
  event.preventDefault();
  if (await showRecord(anchor.href)) { history.pushState({}, "", anchor.href); }
});
window.addEventListener("popstate", () => { if (document.getElementById("record")) { showRecord(location.href); } });

function leadsToRecord(anchor) {
  return anchor.pathname === location.pathname && new URL(anchor.href).searchParams.has("figure");
}

async function showRecord(address) {
  try {
    const answer = await fetch(address, { headers: { Accept: "text/html" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const record = page.getElementById("record");
    if (!answer.ok || !record) { location.assign(address); return false; }
    document.getElementById("record").replaceWith(document.adoptNode(record));
    turnOriginal(page.querySelector("iframe.original"));
  } catch {
    tell(told.dataset.lost);
    return false;
  }
  for (const figure of document.querySelectorAll(".figure.chosen")) { figure.classList.remove("chosen"); }
  const chosen = document.getElementById("f" + new URL(address).searchParams.get("figure"));
  if (chosen) { chosen.classList.add("chosen"); }
  showCopyButtons();
  const record = document.getElementById("record");
  record.focus({ preventScroll: true });
  if (record.getBoundingClientRect().top < 0 || record.getBoundingClientRect().top > innerHeight) { record.scrollIntoView(); }
  return true;
}

// The original beside the text turns to the page of the record.
function turnOriginal(wanted) {
  const shown = document.querySelector("iframe.original");
  if (shown && wanted && shown.getAttribute("src") !== wanted.getAttribute("src")) { shown.replaceWith(document.adoptNode(wanted)); }
}

// A link to a figure shows it in its text; its record stands beside it.
const linked = document.querySelector(".figure.chosen");
if (linked && location.hash === "#record" && matchMedia("(min-width: 48rem)").matches) {
  addEventListener("load", () => { linked.scrollIntoView({ block: "center" }); });
}

// A selected stretch of the text: its link and its citation, in code points as the addresses count.
const selected = document.getElementById("selected");
if (selected) {
  document.addEventListener("selectionchange", () => { selected.hidden = !selectedSpan(); });
  selected.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    const span = selectedSpan();
    if (!button || !span) { return; }
    const link = `${location.origin}${location.pathname}?start=${span.start}&end=${span.end}#quote`;
    copy(button.dataset.copy === "link" ? link : button.dataset.form.replace("{quote}", () => span.text).replace("{link}", () => link));
  });
}

function selectedSpan() {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) { return null; }
  const range = selection.getRangeAt(0);
  const start = offsetOf(range.startContainer, range.startOffset);
  const end = offsetOf(range.endContainer, range.endOffset);
  return start === null || end === null || start >= end ? null : { start, end, text: selection.toString().trim().replace(/\t/g, " | ") };
}

function offsetOf(node, place) {
  const element = node.nodeType === Node.TEXT_NODE ? node.parentElement : node;
  const paragraph = element.closest("[data-start]");
  if (!paragraph) { return null; }
  const before = document.createRange();
  before.setStart(paragraph, 0);
  before.setEnd(node, place);
  return Number(paragraph.dataset.start) + [...before.toString()].length;
}

// Uploads: dropped or chosen, with progress, followed until they are indexed.
const upload = document.getElementById("upload");
if (upload) {
  const input = document.getElementById("file");
  const sent = document.getElementById("sent");
  upload.addEventListener("submit", (event) => { event.preventDefault(); sendAll(input.files); });
  for (const name of ["dragover", "dragenter"]) {
    upload.addEventListener(name, (event) => { event.preventDefault(); upload.classList.add("over"); });
  }
  for (const name of ["dragleave", "drop"]) { upload.addEventListener(name, () => upload.classList.remove("over")); }
  upload.addEventListener("drop", (event) => { event.preventDefault(); sendAll(event.dataTransfer.files); });

  async function sendAll(files) {
    const lines = [...files].map(lineFor);
    for (const [file, line] of lines) { await send(file, line); }
    upload.reset();
    refresh();
  }

  function lineFor(file) {
    const line = sent.appendChild(document.createElement("li"));
    line.append(`${file.name}: `, document.createElement("progress"), " ", document.createElement("span"));
    return [file, line];
  }

  function say(line, text) { line.querySelector("span").textContent = text; }

  function send(file, line) {
    const bar = line.querySelector("progress");
    const request = new XMLHttpRequest();
    const body = new FormData();
    body.append("file", file);
    say(line, upload.dataset.sending);
    return new Promise((done) => {
      request.upload.addEventListener("progress", (event) => { bar.max = event.total; bar.value = event.loaded; });
      request.upload.addEventListener("load", () => { bar.removeAttribute("value"); say(line, upload.dataset.reading); });
      request.addEventListener("error", () => { bar.remove(); say(line, upload.dataset.lost); done(); });
      request.addEventListener("load", async () => { await finish(request, line); bar.remove(); done(); });
      request.open("POST", upload.dataset.api);
      request.send(body);
    });
  }

  async function finish(request, line) {
    let answer = read(request.responseText);
    if (request.status === 202) { answer = await follow(request.getResponseHeader("Location"), line); }
    if (!answer || request.status >= 400) {
      const name = line.firstChild.textContent; // "a.pdf: ", which the reason begins with, too
      say(line, `${upload.dataset.refused}: ${answer ? answer.detail.replace(name, "") : request.status}`);
      return;
    }
    if (!answer.id) { say(line, answer.reason || upload.dataset.refused); return; }
    const link = document.createElement("a");
    link.href = `/documents/${encodeURIComponent(answer.id)}`;
    link.textContent = answer.title || answer.id;
    say(line, `${request.status === 200 ? upload.dataset.present : upload.dataset.indexed} `);
    line.append(link);
  }

  function read(text) { try { return JSON.parse(text); } catch { return null; } }

  async function follow(address, line) {
    for (let lost = 0; lost < 30;) {
      await new Promise((wake) => { setTimeout(wake, 1000); });
      try {
        const job = await (await fetch(address)).json();
        lost = 0;
        if (job.state === "done") { return await (await fetch(job.document)).json().then((found) => found.document); }
        if (job.state === "failed") { return { reason: job.reason }; }
        if (job.status >= 400) { return { reason: job.detail }; }
      } catch {
        lost += 1;
        say(line, upload.dataset.lost);
      }
    }
    return null;
  }
}

// Documents that are still being read: their lines follow along.
const ledger = document.getElementById("ledger");
if (ledger && waiting()) { setTimeout(refresh, 3000); }

function waiting() { return ledger.querySelector(".state.received, .state.extracted"); }

async function refresh() {
  try {
    const page = new DOMParser().parseFromString(await (await fetch(location.href)).text(), "text/html");
    for (const shown of [ledger, document.getElementById("states")]) {
      const fresh = page.getElementById(shown.id);
      if (fresh) { shown.replaceChildren(...document.adoptNode(fresh).childNodes); }
    }
  } catch {
    tell(told.dataset.lost);
  }
  if (waiting()) { setTimeout(refresh, 3000); }
}
