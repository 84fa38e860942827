// What pages gain with scripts; each reads and links the same without. No dependency, no inline code, no eval.

document.documentElement.classList.add("js");

// Forms: an empty field says nothing, so it need not stand in the address.
for (const form of document.querySelectorAll("form[method=get]")) {
  form.addEventListener("submit", () => {
    const empty = [...form.elements].filter((field) => field.name && !field.value && !field.disabled);
    for (const field of empty) field.disabled = true;
    // Back to this page, the fields must be there again.
    addEventListener("pageshow", () => empty.forEach((field) => (field.disabled = false)), { once: true });
  });
}

for (const input of document.querySelectorAll("input[data-suggest]")) suggest(input);
for (const box of document.querySelectorAll(".copyable")) copyable(box);
for (const form of document.querySelectorAll("form[data-try]")) tryHere(form);
for (const form of document.querySelectorAll("form[data-most]")) notTooLarge(form);
again();
keys();
evidence();
addEventListener("resize", align);
document.addEventListener("toggle", align, true);
align();

// Type-ahead as the ARIA combobox pattern has it: the arrows choose, Enter takes, Escape closes.
function suggest(input) {
  const list = document.createElement("ul");
  list.className = "suggestions";
  list.id = `${input.id}-suggestions`;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Speakers");
  list.hidden = true;
  input.after(list);
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-expanded", "false");
  input.setAttribute("aria-controls", list.id);
  let chosen = -1;
  let waiting = 0;
  let asked = 0;

  function close() {
    list.hidden = true;
    chosen = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function choose(number) {
    const options = list.children;
    if (!options.length) return;
    // What one chooses from stays: an answer still on its way would take the choice away.
    clearTimeout(waiting);
    asked++;
    chosen = (number + options.length) % options.length;
    [...options].forEach((option, at) => option.setAttribute("aria-selected", String(at === chosen)));
    input.setAttribute("aria-activedescendant", options[chosen].id);
    options[chosen].scrollIntoView({ block: "nearest" });
  }

  function take(option) {
    if (input.dataset.fill) {
      input.value = option.dataset.name;
      document.getElementById(input.dataset.fill).value = option.dataset.id;
      return close();
    }
    if (input.dataset.open) {
      location.href = input.dataset.open + encodeURIComponent(option.dataset.id);
      return;
    }
    input.value = "stay" in input.dataset ? option.dataset.id : option.dataset.name;
    close();
    if (!("stay" in input.dataset)) input.form.requestSubmit();
  }

  async function ask() {
    const words = input.value.trim();
    const mine = ++asked;
    if (!words) return close();
    let found;
    try {
      const answer = await fetch(`${input.dataset.suggest}?limit=8&q=${encodeURIComponent(words)}`);
      if (!answer.ok) return;
      found = (await answer.json()).items;
    } catch {
      return; // without the network the form still works
    }
    if (mine !== asked || document.activeElement !== input) return;
    list.replaceChildren(
      ...found.map((person, number) => {
        const option = document.createElement("li");
        option.id = `${list.id}-${number}`;
        option.setAttribute("role", "option");
        option.setAttribute("aria-selected", "false");
        option.dataset.id = person.id;
        option.dataset.name = person.name;
        const name = document.createElement("bdi");
        name.textContent = person.name;
        const count = document.createElement("span");
        count.className = "count";
        count.textContent = person.quotes;
        option.append(name, count);
        return option;
      }),
    );
    chosen = -1;
    list.hidden = !found.length;
    input.setAttribute("aria-expanded", String(!list.hidden));
  }

  input.addEventListener("input", () => {
    if (input.dataset.fill) document.getElementById(input.dataset.fill).value = "";
    clearTimeout(waiting);
    waiting = setTimeout(ask, 120);
  });
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (list.hidden) ask();
      else choose(event.key === "ArrowDown" ? chosen + 1 : chosen < 0 ? -1 : chosen - 1);
      event.preventDefault();
    } else if (event.key === "Enter" && chosen >= 0 && !list.hidden) {
      event.preventDefault();
      take(list.children[chosen]);
    } else if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      close();
    }
  });
  input.addEventListener("blur", () => setTimeout(close, 150));
  list.addEventListener("pointerdown", (event) => {
    const option = event.target.closest("[role=option]");
    if (!option) return;
    event.preventDefault();
    take(option);
  });
}

// Files that the server would refuse are not sent at all: it would have to end the connection on them.
function notTooLarge(form) {
  const files = form.querySelector("input[type=file]");
  const warning = document.getElementById("too-large");
  const tooLarge = () => [...files.files].reduce((sum, file) => sum + file.size, 0) > Number(form.dataset.most) * 0.98;
  files.addEventListener("change", () => (warning.hidden = !tooLarge()));
  form.addEventListener("submit", (event) => {
    if (!tooLarge()) return;
    event.preventDefault();
    warning.hidden = false;
    files.focus();
  });
}

// How far an upload is: the same page, asked again until it says that it is done.
async function again() {
  const place = document.getElementById("progress");
  while (place?.dataset.again) {
    await new Promise((resolve) => setTimeout(resolve, Number(place.dataset.again)));
    try {
      const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
      const found = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("progress");
      if (!found) return;
      if (!found.dataset.again) delete place.dataset.again;
      place.replaceChildren(...found.childNodes);
    } catch {
      // the network is away for a moment
    }
  }
}

// One key presses the button or follows the link that shows it, while nobody writes in a field.
function keys() {
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    if (event.target.closest?.("input, textarea, select, [contenteditable]")) return;
    if (!/^[a-z]$/i.test(event.key)) return;
    const meant = document.querySelector(`[data-key="${event.key.toLowerCase()}"]`);
    if (!meant) return;
    event.preventDefault();
    meant.click();
  });
}

// A button to copy what stands in a box.
function copyable(box) {
  const button = document.createElement("button");
  const label = box.querySelector("h3").textContent;
  button.type = "button";
  button.textContent = "Copy";
  button.setAttribute("aria-label", `Copy ${label}`);
  button.addEventListener("click", async () => {
    const code = box.querySelector("code");
    try {
      await navigator.clipboard.writeText(code.textContent);
      button.textContent = "Copied";
    } catch {
      // no leave to write to the clipboard: what is to be copied is selected instead
      getSelection().selectAllChildren(code);
      button.textContent = "Selected";
    }
    setTimeout(() => (button.textContent = "Copy"), 1600);
  });
  box.append(button);
}

// Who, cue, rule, reason and confidence where the words stand: on hover, focus or touch.
function evidence() {
  const box = document.createElement("div");
  box.className = "popover";
  box.id = "evidence-here";
  box.setAttribute("role", "tooltip");
  box.hidden = true;
  document.body.append(box);
  let open = null;
  let leaving = 0;

  function show(link) {
    clearTimeout(leaving);
    if (open === link) return;
    hide();
    const note = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (!note) return;
    open = link;
    const copy = document.createElement("div");
    copy.append(...[...note.querySelectorAll(".byline, .evidence")].map((part) => part.cloneNode(true)));
    // a tooltip holds nothing to click
    copy.querySelectorAll("a").forEach((part) => {
      const words = document.createElement("span");
      words.className = part.className;
      words.append(...part.childNodes);
      part.replaceWith(words);
    });
    box.className = `popover ${[...note.classList].filter((name) => name !== "note" && name !== "lit").join(" ")}`;
    box.replaceChildren(...copy.childNodes);
    box.hidden = false;
    link.setAttribute("aria-describedby", box.id);
    light(link, true);
    place(link);
  }

  function hide() {
    clearTimeout(leaving);
    if (!open) return;
    light(open, false);
    open.removeAttribute("aria-describedby");
    open = null;
    box.hidden = true;
  }

  function place(link) {
    const rects = link.getClientRects();
    const at = rects[rects.length - 1] ?? link.getBoundingClientRect();
    const { width, height } = box.getBoundingClientRect();
    const left = Math.max(12, Math.min(at.left, innerWidth - width - 12));
    const below = at.bottom + 8;
    const top = below + height > innerHeight && rects[0].top > height + 8 ? rects[0].top - height - 8 : below;
    box.style.left = `${left}px`;
    box.style.top = `${top}px`;
  }

  function light(link, on) {
    const quote = link.closest("mark").dataset.quote;
    for (const part of document.querySelectorAll(`mark[data-quote="${CSS.escape(quote)}"], [data-of~="${CSS.escape(quote)}"]`)) {
      part.classList.toggle("lit", on);
    }
    document.getElementById(`why-${quote}`)?.classList.toggle("lit", on);
  }

  const linkOf = (event) => event.target.closest?.("mark[data-quote] > a");
  let touched = false;
  document.addEventListener("pointerover", (event) => {
    if (event.pointerType === "touch") return;
    if (linkOf(event)) show(linkOf(event));
    else if (event.target.closest?.(".popover")) clearTimeout(leaving);
  });
  document.addEventListener("pointerout", (event) => {
    if (event.pointerType === "touch" || !open || open === document.activeElement) return;
    if (linkOf(event) !== open && !event.target.closest?.(".popover")) return;
    // time to reach the box itself
    leaving = setTimeout(hide, 200);
  });
  document.addEventListener("focusin", (event) => (linkOf(event) ? show(linkOf(event)) : hide()));
  document.addEventListener("pointerdown", (event) => {
    touched = event.pointerType === "touch" && linkOf(event) !== open;
    if (!linkOf(event) && !event.target.closest?.(".popover")) hide();
  });
  document.addEventListener("click", (event) => {
    // the first touch shows, the second goes there
    const link = linkOf(event);
    if (link && touched) {
      event.preventDefault();
      show(link);
    } else if (link) {
      // whoever goes to the note, by Enter too, finds it open
      const why = document.querySelector(`${link.getAttribute("href")} details`);
      if (why) why.open = true;
      hide();
    }
    touched = false;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") hide();
  });
  document.addEventListener("scroll", () => open && place(open), { passive: true });
}

// On a wide screen each note stands beside the words it is about, as in a margin.
function align() {
  for (const reading of document.querySelectorAll(".reading")) {
    const notes = reading.querySelector(".notes");
    const wide = matchMedia("(min-width: 58.01rem)").matches;
    const top = notes.getBoundingClientRect().top;
    let free = 0;
    for (const note of notes.querySelectorAll(".note")) {
      note.style.position = note.style.top = note.style.insetInline = "";
      if (!wide) continue;
      const mark = reading.querySelector(`mark[data-quote="${CSS.escape(note.id.slice(4))}"]`);
      const wanted = mark ? mark.getBoundingClientRect().top - top : free;
      const at = Math.max(free, wanted);
      note.style.position = "absolute";
      note.style.insetInline = "0";
      note.style.top = `${at}px`;
      free = at + note.offsetHeight + 22;
    }
    notes.style.minHeight = wide ? `${free}px` : "";
  }
}

// The result comes into this page instead of a new one; the server writes it, escaped, the one way it does.
function tryHere(form) {
  const result = document.getElementById("result");
  const button = form.querySelector("button");
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const label = button.textContent;
    button.disabled = true;
    button.textContent = "Reading …";
    result.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(form.action, { method: "POST", headers: { Accept: "text/html" }, body: new FormData(form) });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const found = page.getElementById("result");
      if (!found) throw new Error(`${answer.status}`);
      result.replaceChildren(...found.childNodes);
      align();
      result.focus({ preventScroll: true });
      result.scrollIntoView({ block: "start", behavior: "instant" });
    } catch {
      const sorry = document.createElement("p");
      sorry.className = "notice error";
      sorry.textContent = "The text could not be read just now: try again in a moment.";
      result.replaceChildren(sorry);
    } finally {
      button.disabled = false;
      button.textContent = label;
      result.removeAttribute("aria-busy");
    }
  });
}
