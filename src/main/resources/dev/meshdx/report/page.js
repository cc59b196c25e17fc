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
let opened = [];
addEventListener("beforeprint", () => {
  opened = [...document.querySelectorAll("details:not([open]):not(.bulk)")].slice(0, 300);
  opened.forEach(details => { details.open = true; });
});
addEventListener("afterprint", () => opened.forEach(details => { details.open = false; }));
