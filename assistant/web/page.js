(() => {
  "use strict";
  // Gradio leaves these to us: names that screen readers can use, links within the page, what is
  // read out, and where the focus and the top of the page are once an answer is there.
  const each = (selector, change) => document.querySelectorAll(selector).forEach(change);
  const behaviour = () =>
    matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";

  // Attributes are set only where they differ: each change calls this again.
  const set = (element, name, value) => {
    if (element.getAttribute(name) !== value) element.setAttribute(name, value);
  };
  const nameThings = () => {
    set(document.documentElement, "lang", "en-GB");
    each("[data-testid=bot][aria-label], [data-testid=user][aria-label]", (message) =>
      message.removeAttribute("aria-label"));
    each("#pa-chat [role=log]", (log) => {
      set(log, "aria-label", "Conversation");
      set(log, "aria-live", "off"); // the finished answer is read out once, by #pa-said
    });
    each("#pa-feedback:not([role])", (group) => {
      group.setAttribute("role", "group");
      group.setAttribute("aria-label", "Was this answer useful?");
    });
    each("a[href^='tel:'][target], a[href^='#'][target]", (link) => link.removeAttribute("target"));
    each("#pa-filters > button", (button) =>
      set(button, "aria-expanded", String(button.classList.contains("open"))));
    each("#pa-filters fieldset", (group) => {
      const name = group.querySelector("[data-testid=block-info]")?.textContent.trim();
      if (name) set(group, "aria-label", name);
      // One name makes them one group, in which the arrow keys move.
      group.querySelectorAll("input[type=radio]").forEach((radio) => set(radio, "name", group.id));
      group.querySelectorAll("input[title]").forEach((box) => box.removeAttribute("title"));
    });
  };

  // What is written for an answer grows in the place that is kept for it, so that all around it
  // stays as it is: open cards, the focus, what is selected.
  const grow = (old, now) => {
    set(old, "class", now.className);
    const before = [...old.childNodes];
    [...now.childNodes].forEach((child, place) => {
      const same = before[place];
      if (!same) old.append(child.cloneNode(true));
      else if (same.isEqualNode(child)) return;
      else if (same.nodeName === child.nodeName && same.children?.length) grow(same, child);
      else same.replaceWith(child.cloneNode(true));
    });
    before.slice(now.childNodes.length).forEach((rest) => rest.remove());
  };
  const growAll = () => each("#pa-grown .pa-written", (grown) => {
    const place = document.getElementById(grown.id.replace(/-grown$/, "-written"));
    if (place) grow(place, grown);
  });

  // A marker opens the card and moves to the quotation in it, which leads back to the marker.
  const go = (id) => {
    const found = document.getElementById(id);
    const target = found?.querySelector("textarea") ?? found;
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

  // In a hurry, and without a way back by the browser's button.
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.(".pa-leave a");
    if (!link) return;
    event.preventDefault();
    (window.top ?? window).location.replace(link.href);
  });

  // How many characters are left, once they become few.
  const counter = document.createElement("p");
  counter.id = "pa-left";
  const count = () => {
    const box = document.querySelector("#pa-question textarea");
    const longest = Number(document.querySelector("[data-longest]")?.dataset.longest);
    if (!box || !longest) return;
    if (!counter.isConnected) {
      box.closest("#pa-ask").before(counter);
      box.setAttribute("aria-describedby", counter.id);
    }
    const over = box.value.length - longest;
    const words = over > 0 ? `${over} characters too many.` : `${-over} characters left.`;
    counter.textContent = over > -longest / 5 ? words : "";
  };
  document.addEventListener("input", (event) => {
    if (event.target.closest?.("#pa-question")) count();
  });

  // What screen readers say: that the documents are searched or an answer is being written, if that
  // takes long, and then the finished answer, once.
  const said = document.createElement("div");
  said.id = "pa-said";
  said.className = "pa-hidden";
  said.setAttribute("role", "status");
  document.body.append(said);
  const inWords = (answer) => {
    // Copied into a document of its own, where no picture is loaded.
    const copy = document.implementation.createHTMLDocument("").importNode(answer, true);
    copy.querySelectorAll(".pa-sources, .pa-near, .pa-kept, .pa-change, .pa-address, .pa-marker")
      .forEach((part) => part.remove());
    copy.querySelectorAll("p, li, h2, h3, blockquote").forEach((part) => part.append(" "));
    return copy.textContent.replace(/\s+/g, " ").trim();
  };
  let waiting = 0;
  const readOut = (pending, newest) => {
    clearTimeout(waiting);
    if (pending) waiting = setTimeout(() => { said.textContent = pending.textContent; }, 1000);
    else if (newest) {
      said.textContent = inWords(newest);
      // Once said, it would only be in the way of who reads the page from top to bottom.
      waiting = setTimeout(() => said.replaceChildren(), 5000);
    } else said.replaceChildren();
  };

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
  let shown = "0/0//false";
  let heard = "";
  const follow = () => {
    const questions = document.querySelectorAll("#pa-chat .pa-question");
    const answers = document.querySelectorAll("#pa-chat .pa-answer");
    const pending = document.querySelector("#pa-chat .pa-pending");
    const newest = answers[answers.length - 1];
    const writing = newest?.querySelector(".pa-writing .pa-written-note");
    const now = `${questions.length}/${answers.length}/${newest?.id ?? ""}/${Boolean(pending)}`;
    if (heard !== `${now}/${Boolean(writing)}`) {
      if (heard || now !== shown) readOut(pending ?? writing, newest);
      heard = `${now}/${Boolean(writing)}`;
    }
    if (now === shown) return;
    shown = now;
    count();
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
    growAll();
    follow();
    followFeedback();
  }).observe(document.body, {
    attributeFilter: ["aria-label", "class", "name", "title"],
    childList: true,
    subtree: true,
  });
  nameThings();
})();
