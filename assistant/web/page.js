(() => {
  "use strict";
  // Gradio leaves these to us: the language, names that screen readers can use, links within the
  // page, and where the focus and the top of the page are once an answer is there.
  document.documentElement.lang = "en-GB";

  const each = (selector, change) => document.querySelectorAll(selector).forEach(change);
  const behaviour = () =>
    matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";

  const nameThings = () => {
    each("[data-testid=bot][aria-label], [data-testid=user][aria-label]", (message) =>
      message.removeAttribute("aria-label"));
    // Changed only where it differs: each change calls this again.
    each("#pa-chat [role=log]:not([aria-label=Conversation])", (log) => log.setAttribute("aria-label", "Conversation"));
    each("#pa-feedback:not([role])", (group) => {
      group.setAttribute("role", "group");
      group.setAttribute("aria-label", "Was this answer useful?");
    });
    each("a[href^='tel:'][target], a[href^='#'][target]", (link) => link.removeAttribute("target"));
  };

  // A marker opens the card and moves to the quotation in it, which leads back to the marker.
  const go = (id) => {
    const target = document.getElementById(id);
    if (!target) return;
    const card = target.closest("details");
    if (card) card.open = true;
    target.focus({ preventScroll: true });
    target.scrollIntoView({ block: "center", behavior: behaviour() });
  };
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href^='#']");
    if (!link) return;
    event.preventDefault();
    event.stopPropagation();
    go(decodeURIComponent(link.getAttribute("href").slice(1)));
  }, true);

  // How a question was read goes into the question box, to be put in other words; what is typed
  // there already stays after it.
  const change = (question) => {
    const box = document.querySelector("#pa-question textarea");
    if (!box) return;
    const typed = box.value.trim();
    if (!typed.startsWith(question)) {
      box.value = typed ? `${question} ${typed}` : question;
      box.dispatchEvent(new Event("input", { bubbles: true }));
    }
    box.focus();
    box.setSelectionRange(question.length, question.length);
  };
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("button.pa-change");
    const kept = button?.parentElement.querySelector(".pa-kept");
    if (kept) change(kept.textContent);
  });

  // Where the picture of a page cannot be had, what the server says stands in its place.
  document.addEventListener("error", async (event) => {
    const page = event.target.closest?.(".pa-picture .pa-page");
    if (!page) return;
    const said = document.createElement("p");
    said.setAttribute("role", "status");
    page.replaceWith(said);
    const reply = await fetch(event.target.src).catch(() => null);
    const isMessage = reply?.headers.get("content-type")?.startsWith("text/plain");
    said.textContent = isMessage
      ? (await reply.text()).slice(0, 300)
      : "The picture of this page could not be shown. Please open the original instead.";
  }, true);

  // After asking, the question stands at the top; focus lost with a button goes to the answer.
  let shown = "0/0/";
  const follow = () => {
    const questions = document.querySelectorAll("#pa-chat .pa-question");
    const answers = document.querySelectorAll("#pa-chat .pa-answer");
    const pending = document.querySelector("#pa-chat .pa-pending");
    const newest = answers[answers.length - 1];
    const now = `${questions.length}/${answers.length}/${newest?.id ?? ""}`;
    if (now === shown) return;
    shown = now;
    if (!questions.length) {
      document.querySelector("#pa-question textarea")?.focus();
      return;
    }
    questions[questions.length - 1].scrollIntoView({ block: "start", behavior: behaviour() });
    if (!pending && document.activeElement === document.body) {
      newest?.querySelector(".pa-heading")?.focus({ preventScroll: true });
    }
  };

  // What comes in the place of a button that was pressed takes over its focus: the box for the
  // reason, then the thanks, which are read out by that, once.
  let came = null;
  let wanted = null;
  const followFeedback = () => {
    const next = document.querySelector("#pa-why input, #pa-feedback .pa-thanks");
    if (next !== came) came = wanted = next;
    if (!wanted) return;
    const focused = document.activeElement;
    if (focused === document.body) wanted.focus();
    if (focused === document.body || !focused.closest("#pa-feedback")) wanted = null;
  };

  new MutationObserver(() => {
    nameThings();
    follow();
    followFeedback();
  }).observe(document.body, {
    attributeFilter: ["aria-label"],
    childList: true,
    subtree: true,
  });
  nameThings();
})();
