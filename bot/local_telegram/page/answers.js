// The bot's answers to what was pressed or typed here. They come as events, and so perhaps before the number of what they
// answer: those wait for it.
const KEPT = 20;
const expected = new Map(); // number -> what to do with its answer
const early = new Map(); // number -> its answer

export function expectAnswer(id, take) {
  const answer = early.get(id);
  if (!answer) return void expected.set(id, take);
  early.delete(id);
  take(answer);
}

export function forgetAnswer(id) {
  expected.delete(id);
}

export function takeAnswer(answer) {
  const take = expected.get(answer.id);
  expected.delete(answer.id);
  if (take) return take(answer);
  early.set(answer.id, answer);
  if (early.size > KEPT) early.delete(early.keys().next().value);
}
