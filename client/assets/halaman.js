// What the keyboard does, and what htmx is told. Pages work without this file.
"use strict";

// A wide screen always shows the menu.
const menu = document.querySelector(".menu");
if (menu && window.matchMedia("(min-width: 60rem)").matches) menu.open = true;

document.addEventListener("keydown", (event) => {
  const types = event.target.closest("input, textarea, select, [contenteditable]");
  if (event.key === "/" && !types && !event.ctrlKey && !event.metaKey && !event.altKey) {
    const search = document.querySelector("input[type=search]");
    if (search) {
      event.preventDefault();
      search.focus();
      search.select();
    }
  }
  const form = document.querySelector("form[data-simpan]");
  if (event.key === "s" && (event.ctrlKey || event.metaKey) && form) {
    event.preventDefault();
    form.requestSubmit();
  }
  const next = document.querySelector(event.shiftKey ? "[data-sebelum]" : "[data-berikut]");
  // Whoever is typing would lose that.
  if (event.key === "Enter" && event.ctrlKey && next && !types) {
    event.preventDefault();
    next.click();
  }
});

// What is typed is kept a second later at the latest, however long one goes on typing.
const watch = document.getElementById("pantau");
if (watch) {
  let soon = false;
  // What is being saved is not kept as unsaved once more.
  let saving = false;
  watch.closest("form").addEventListener("submit", () => { saving = true; });
  window.addEventListener("pageshow", () => { saving = false; });
  watch.addEventListener("htmx:beforeRequest", (event) => { if (saving) event.preventDefault(); });
  const typed = () => {
    if (soon) return;
    soon = true;
    setTimeout(() => {
      soon = false;
      htmx.trigger(watch, "ketik");
    }, 1000);
  };
  watch.closest("form").addEventListener("input", typed);
  watch.closest("form").addEventListener("change", typed);
}

// What could not be kept is said where it says that it is kept, until it is.
if (watch) {
  watch.addEventListener("htmx:afterRequest", (event) => {
    const failed = !event.detail.successful;
    watch.classList.toggle("gagal", failed);
    if (failed) watch.textContent = watch.dataset.gagal;
  });
}

// An error that is shown in place takes the focus, so that it is read out and seen.
document.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target.id === "pesan") event.detail.target.scrollIntoView({ block: "nearest" });
});

// A page that is printed has a button for it, where there is a script to press it.
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-cetak]")) window.print();
});
