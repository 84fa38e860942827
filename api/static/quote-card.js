// <quote-card src="https://…/quotes/q0123456789abcdef" theme="light">fallback</quote-card>; the theme is light (the
// default), dark, or auto: as the reader's system has it.
// Shows a quotation on any page. What stands inside the element is shown until, and unless, the quotation comes.
// Words go in as text and never as markup; addresses are links only where they are http or https.

const STYLE = `
:host{display:block;color-scheme:light;--paper:#fff;--ink:#1d1b19;--quiet:#5f5a54;--line:#dedad2;--accent:#8a2f1b}
:host([theme=dark]){color-scheme:dark;--paper:#211f1c;--ink:#ece7df;--quiet:#aca59b;--line:#3a3732;--accent:#f0937c}
:host([theme=auto]){color-scheme:light dark}
@media(prefers-color-scheme:dark){:host([theme=auto]){--paper:#211f1c;--ink:#ece7df;--quiet:#aca59b;--line:#3a3732;--accent:#f0937c}}
article{background:var(--paper);color:var(--ink);border:1px solid var(--line);border-left:4px solid var(--accent);border-radius:8px;padding:20px 22px 16px;font:16px/1.5 -apple-system,"Segoe UI",Roboto,"Helvetica Neue","Liberation Sans",Arial,system-ui,sans-serif;overflow-wrap:break-word}
blockquote{margin:0 0 12px;font:20px/1.45 "Iowan Old Style","Palatino Linotype",Palatino,Charter,Georgia,serif}
p{margin:0}
a{color:inherit;text-underline-offset:.18em}
.who{font-weight:600}
.quiet{color:var(--quiet);font-size:14px}
.foot{display:flex;flex-wrap:wrap;justify-content:space-between;gap:2px 16px;border-top:1px solid var(--line);margin-top:12px;padding-top:10px}
`;

let sheet;

function styled(shadow) {
  // a constructed sheet: no <style> element, so that a strict policy of the host page allows it
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
  }
  shadow.adoptedStyleSheets = [sheet];
}

function element(name, className, ...children) {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.append(...children);
  return made;
}

function link(address, words) {
  let url;
  try {
    url = new URL(address);
  } catch {
    return "";
  }
  if (url.protocol !== "http:" && url.protocol !== "https:") return "";
  const made = element("a", "", words);
  made.href = url.href;
  made.target = "_blank";
  made.rel = "noopener external";
  return made;
}

// 15 August 2020, as the cards in frames and the pages have it, whatever the reader's language
function day(published) {
  const moment = new Date(published);
  if (Number.isNaN(moment.getTime())) return published;
  const month = moment.toLocaleDateString("en", { month: "long", timeZone: "UTC" });
  return `${moment.getUTCDate()} ${month} ${moment.getUTCFullYear()}`;
}

class QuoteCard extends HTMLElement {
  static observedAttributes = ["src"];

  connectedCallback() {
    this.load();
  }

  attributeChangedCallback() {
    if (this.isConnected) this.load();
  }

  async load() {
    const src = this.getAttribute("src");
    if (!src || src === this.shown) return;
    this.shown = src;
    // the address of a card or a page serves as well as that of the JSON
    const address = new URL(src, document.baseURI);
    address.pathname = address.pathname.replace(/\/(embed|browse)\/quotes\//, "/quotes/");
    try {
      const answer = await fetch(address, { headers: { Accept: "application/json" }, credentials: "omit" });
      if (!answer.ok) throw new Error(String(answer.status));
      this.show(await answer.json(), address);
      this.dispatchEvent(new CustomEvent("quote-card:shown", { bubbles: true }));
    } catch (error) {
      this.dispatchEvent(new CustomEvent("quote-card:failed", { bubbles: true, detail: String(error) }));
    }
  }

  show(quote, address) {
    const shadow = this.shadowRoot ?? this.attachShadow({ mode: "open" });
    styled(shadow);
    const speaker = quote.speaker ?? {};
    const article = quote.article;
    const who = speaker.name ?? speaker.mention?.text ?? "Unattributed";
    const words = element("blockquote", "", element("p", "", "“", element("bdi", "", quote.text), "”"));
    const byline = element("p", "", element("bdi", "who", who));
    if (speaker.role) byline.append(element("span", "quiet", ", ", element("bdi", "", speaker.role)));
    const origin = [article.title ?? "Untitled article", article.outlet, article.published && day(article.published)];
    const page = new URL(address);
    page.pathname = page.pathname.replace("/quotes/", "/browse/quotes/");
    const sure = quote.speaker ? ` · ${Math.round(quote.confidence * 100)}% sure` : "";
    shadow.replaceChildren(
      element(
        "article",
        "",
        words,
        byline,
        element("p", "quiet", origin.filter(Boolean).join(", ")),
        element("p", "foot quiet", link(quote.links.source ?? "", "Read the source ↗"), link(page.href, `How we know${sure}`)),
      ),
    );
  }
}

if (!customElements.get("quote-card")) customElements.define("quote-card", QuoteCard);
