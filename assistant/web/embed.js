(words) => {
  "use strict";
  // One line on another website's page brings a button, and a panel with our page in a frame. All
  // of it stands in a shadow tree, so that neither page's styles reach the other's.
  const NAME = "plans-assistant";
  const script = document.currentScript ?? document.querySelector("script[src*='/embed.js']");
  if (!script || document.querySelector(NAME)) return;
  const address = (path) => new URL(path, script.src);
  const label = script.dataset.label?.trim() || words.name;

  const make = (tag, attributes, ...inside) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...inside);
    return element;
  };

  const opener = make("button", {
    type: "button", class: "opener", "aria-expanded": "false", "aria-controls": "panel",
  }, label);
  const closer = make("button", { type: "button" }, words.close);
  const elsewhere = make("a", {
    href: address(words.page), target: "_blank", rel: "noopener",
  }, words.elsewhere);
  const frame = make("iframe", { title: words.name, referrerpolicy: "no-referrer" });
  const panel = make(
    "div",
    { id: "panel", class: "panel", role: "dialog", "aria-label": words.name, hidden: "" },
    make("div", { class: "top" }, elsewhere, closer),
    frame,
  );

  const open = () => {
    // Nothing is loaded until somebody wants it.
    if (!frame.src) frame.src = address(words.framed);
    panel.hidden = false;
    opener.setAttribute("aria-expanded", "true");
    closer.focus();
  };
  const close = () => {
    if (panel.hidden) return;
    panel.hidden = true;
    opener.setAttribute("aria-expanded", "false");
    opener.focus();
  };
  opener.addEventListener("click", () => (panel.hidden ? open() : close()));
  closer.addEventListener("click", close);

  // Keys pressed in the frame are known only to the page in it, which says so.
  addEventListener("message", (event) => {
    const ours = event.source === frame.contentWindow && event.origin === address("").origin;
    if (ours && event.data?.plansAssistant === "close") close();
  });

  const show = () => {
    const host = document.createElement(NAME);
    const tree = host.attachShadow({ mode: "open" });
    const styles = new CSSStyleSheet();
    styles.replaceSync(words.styles);
    tree.adoptedStyleSheets = [styles];
    const region = make("aside", { lang: words.language, "aria-label": label }, opener, panel);
    region.addEventListener("keydown", (event) => {
      if (event.key === "Escape") close();
    });
    tree.append(region);
    document.body.append(host);
  };
  if (document.body) show();
  else addEventListener("DOMContentLoaded", show);
}
