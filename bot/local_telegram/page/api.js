// What people do, sent to the server; what happens, told by it.
export async function act(action, values = {}, file = null) {
  const body = new FormData();
  for (const [name, value] of Object.entries(values)) {
    if (value !== null && value !== undefined) body.append(name, typeof value === "object" ? JSON.stringify(value) : value);
  }
  if (file) body.append("file", file);
  const response = await fetch(`/control/${action}`, { method: "POST", body });
  const answer = await response.json();
  if (!answer.ok) throw new Error(answer.description);
  return answer.result;
}

// kinds: event -> what to do with its content; offline(yes) tells whether the server is away.
export function listen(kinds, offline) {
  const source = new EventSource("/events");
  for (const [kind, take] of Object.entries(kinds)) {
    source.addEventListener(kind, (event) => take(JSON.parse(event.data)));
  }
  source.addEventListener("open", () => offline(false));
  source.addEventListener("error", () => offline(true));
}
