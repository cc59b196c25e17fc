const filters = document.getElementById("filters");
if (filters) {
  filters.hidden = false;
  const wanted = id => document.getElementById(id).value;
  const matrix = new Map([...document.querySelectorAll(".matrix tbody tr")].map(row => [row.dataset.cause, row]));
  const heads = [...document.querySelectorAll(".matrix thead .cluster")];
  const causes = [...document.querySelectorAll(".cause")].map(cause => ({
    cause,
    row: matrix.get(cause.querySelector(".body").id),
    text: cause.querySelector("summary").textContent.toLowerCase(),
    clusters: [...cause.querySelectorAll(":scope > .body > .scroll tbody tr")],
    findings: [...cause.querySelectorAll(".findings tbody tr")].map(row => ({
      row,
      cluster: row.cells[0].textContent,
      state: row.cells[1].textContent,
      text: row.textContent.toLowerCase(),
    })),
  }));
  const total = causes.reduce((sum, each) => sum + each.findings.length, 0);
  let column = -1;
  const show = () => {
    const words = wanted("filter").toLowerCase().split(/\s+/).filter(word => word);
    const severity = wanted("severity"), state = wanted("state"), cluster = wanted("cluster");
    let causesShown = 0, findingsShown = 0;
    for (const each of causes) {
      const there = new Set();
      for (const finding of each.findings) {
        const hit = (!severity || each.cause.dataset.severity === severity) && (!state || finding.state === state)
          && (!cluster || finding.cluster === cluster)
          && words.every(word => each.text.includes(word) || finding.text.includes(word));
        finding.row.hidden = !hit;
        if (hit) { there.add(finding.cluster); findingsShown++; }
      }
      // Beyond the limit of the page a cause has no finding of its own here; its clusters stand for them.
      if (!each.findings.length && (!severity || each.cause.dataset.severity === severity)
          && words.every(word => each.text.includes(word))) {
        for (const { cells: [name, states] } of each.clusters) {
          if ((!cluster || name.textContent === cluster) && states.textContent.includes(state)) there.add(name.textContent);
        }
      }
      each.cause.hidden = there.size === 0;
      if (each.row) each.row.hidden = each.cause.hidden;
      for (const row of each.clusters) row.hidden = !there.has(row.cells[0].textContent);
      if (there.size) causesShown++;
    }
    const next = heads.findIndex(head => head.title === cluster);
    if (next !== column) {
      column = next;
      for (const row of document.querySelectorAll(".matrix tr")) {
        for (let at = 2; at < row.cells.length; at++) row.cells[at].hidden = next >= 0 && at !== next + 2;
      }
    }
    status.textContent = causesShown + " of " + causes.length + " causes, " + findingsShown + " of " + total + " findings shown";
  };
  filters.addEventListener("input", show);
  filters.addEventListener("reset", () => setTimeout(show));
  filters.addEventListener("submit", event => event.preventDefault());
}
