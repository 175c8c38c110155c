// Elements from plain values. Text always goes in as text: nothing here reads markup.
export const $ = (id) => document.getElementById(id);

export function el(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "class") element.className = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

export function face(id, name, kind = "") {
  const first = [...(name || "?")].find((char) => /[\p{L}\p{N}]/u.test(char)) || "?";
  return el("span", { class: `face face-${kind || Math.abs(id) % 7}`, "aria-hidden": "true" }, first.toUpperCase());
}

let toastTimer = 0;
export function toast(text) {
  $("toast").textContent = text;
  $("toast").hidden = false;
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => { $("toast").hidden = true; }, 3500);
}

export function alertBox(text) {
  $("alert-text").textContent = text;
  $("alert").showModal();
}

// A menu at an element: entries are {text, hint, chosen, face, act}.
export function openMenu(anchor, entries) {
  const menu = $("menu");
  menu.replaceChildren(...entries.map((entry) => el("button", {
    type: "button", role: "menuitem", class: entry.chosen ? "chosen" : "",
    onclick: () => { closeMenu(); entry.act(); },
  }, entry.face, el("span", { class: "menu-text" }, entry.text, entry.hint && el("small", {}, entry.hint)))));
  menu.hidden = false;
  const at = anchor.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = menu;
  const left = Math.max(8, Math.min(at.left, innerWidth - width - 8));
  const below = at.bottom + 6 + height < innerHeight;
  menu.style.left = `${left}px`;
  menu.style.top = `${below ? at.bottom + 6 : Math.max(8, at.top - height - 6)}px`;
  menu.querySelector("button")?.focus({ preventScroll: true });
}

export function closeMenu() {
  $("menu").hidden = true;
}

export function whenOf(seconds) {
  return new Date(seconds * 1000).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit", hour12: false });
}

export function sizeOf(bytes) {
  return bytes < 1000 ? `${bytes} B` : bytes < 1e6 ? `${(bytes / 1e3).toFixed(1)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}
