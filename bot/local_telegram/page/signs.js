// Thumbs where the machine's fonts have none: drawn, and still the same text to whoever reads or copies it.
import { el } from "./dom.js";

const SIGNS = { "👍": "thumb", "👎": "thumb down" };
const SPLIT = /(👍|👎)/u;
const NOBODYS = "\u{10FFFD}";

// A sign that no font has is drawn as the very box that stands for a character of private use.
function draw(sign) {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 24;
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  pen.font = `16px ${getComputedStyle(document.body).fontFamily}`;
  pen.fillText(sign, 2, 18);
  return pen.getImageData(0, 0, 24, 24).data.join();
}

let lacking;
function areLacking() {
  lacking ??= draw("👍") === draw(NOBODYS);
  return lacking;
}

// The text as it is, or in pieces, some of them elements.
export function withSigns(text) {
  if (!SPLIT.test(text) || !areLacking()) return [text];
  return text.split(SPLIT).filter(Boolean).map((piece) => (SIGNS[piece] ? el("span", { class: SIGNS[piece] }, piece) : piece));
}
