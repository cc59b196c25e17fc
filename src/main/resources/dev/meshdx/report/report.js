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
