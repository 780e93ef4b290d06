(() => {
  "use strict";
  // Says what is being done, and shows the page that was asked for as soon as it is there.
  const line = document.getElementById("doing");
  const isChat = !/\/(ask|documents|about|accessibility)\b/.test(location.pathname);
  const look = async () => {
    const reply = await fetch(line.dataset.ready, { cache: "no-store" }).catch(() => null);
    const state = await reply?.json().catch(() => null);
    if (state && (isChat ? state.ready : state.asks)) {
      location.reload();
      return;
    }
    const words = state?.doing && line.dataset.words.replace("{doing}", state.doing);
    if (words && words !== line.textContent) line.textContent = words;
    setTimeout(look, 500);
  };
  look();
})();
