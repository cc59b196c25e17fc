"use strict";
const status = document.getElementById("status");
for (const command of document.querySelectorAll(".command")) {
  const button = command.querySelector("button");
  if (!navigator.clipboard) break;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(command.querySelector("code").textContent);
    button.textContent = "Copied";
    status.textContent = "Command copied";
    setTimeout(() => { button.textContent = "Copy"; }, 2000);
  });
}
const filter = document.getElementById("filter");
if (filter) {
  filter.closest(".filter").hidden = false;
  const items = [...document.querySelectorAll(".root, #more-causes tbody tr")];
  const texts = items.map(item => item.textContent.toLowerCase());
  filter.addEventListener("input", () => {
    const words = filter.value.toLowerCase().split(/\s+/).filter(word => word);
    let shown = 0;
    items.forEach((item, i) => {
      item.hidden = !words.every(word => texts[i].includes(word));
      if (!item.hidden) shown++;
    });
    status.textContent = shown + " of " + items.length + " causes shown";
  });
}
let opened = [];
addEventListener("beforeprint", () => {
  opened = [...document.querySelectorAll("details:not([open]):not(.bulk)")].slice(0, 300);
  opened.forEach(details => { details.open = true; });
});
addEventListener("afterprint", () => opened.forEach(details => { details.open = false; }));
