// The preview grows to its content, so that there is one page to scroll and not two.
"use strict";

document.addEventListener(
  "load",
  (event) => {
    if (!event.target.matches?.("iframe.preview")) return;
    const grown = event.target.contentDocument?.documentElement.scrollHeight;
    if (grown) event.target.style.height = `${grown}px`;
  },
  true, // load does not bubble
);
