(() => {
  "use strict";
  // The page works without this: it counts characters, asks on Enter, and leaves in a hurry.
  const box = document.getElementById("question");
  const left = document.getElementById("question-left");
  const form = box?.form;

  const count = () => {
    const longest = Number(box.dataset.longest);
    const over = box.value.length - longest;
    const near = over > -longest / 5;
    const words = over > 0 ? `${over} too many.` : `${-over} left.`;
    left.textContent = near ? words : "";
    left.classList.toggle("pa-over", over > 0);
  };
  box?.addEventListener("input", count);
  if (box) count();

  box?.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    form.requestSubmit();
  });

  // What is not limited has no place in an address that is shared.
  form?.addEventListener("submit", () => {
    form.querySelectorAll("input[type=radio][value='']:checked").forEach((input) => {
      input.disabled = true;
      setTimeout(() => { input.disabled = false; });
    });
  });

  document.querySelector(".pa-leave a")?.addEventListener("click", (event) => {
    event.preventDefault();
    (window.top ?? window).location.replace(event.currentTarget.href);
  });

  // A marker opens the card and moves to the quotation in it, which leads back to the marker.
  const go = (id) => {
    const target = id && document.getElementById(id);
    if (!target) return;
    const card = target.closest("details");
    if (card) card.open = true;
    target.focus({ preventScroll: true });
    target.scrollIntoView({ block: "center" });
  };
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href^='#']");
    if (!link || link.classList.contains("pa-skip")) return;
    event.preventDefault();
    go(decodeURIComponent(link.getAttribute("href").slice(1)));
  });

  // Printed, every source card is open, and it can be seen where and when.
  addEventListener("beforeprint", () => {
    const printed = document.getElementById("printed");
    printed.textContent = `· ${location.href} · ${new Date().toLocaleDateString("en-GB")}`;
    document.querySelectorAll(".pa-answer details").forEach((card) => { card.open = true; });
  });

  // In a panel of another page, Escape closes the panel.
  if (window.parent !== window) {
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape") window.parent.postMessage({ plansAssistant: "close" }, "*");
    });
  }
})();
