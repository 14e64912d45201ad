"use strict";
// The headings of tables that can be sorted become buttons; without this script they are read as printed.
const thai = /[๐-๙]/g;
const arabic = (digit) => digit.charCodeAt(0) - "๐".charCodeAt(0);
const compare = new Intl.Collator(document.documentElement.lang, { numeric: true }).compare;

// Figures are compared as whole numbers, exactly as they are shown; what is no figure comes last.
function figure(shown) {
  const digits = shown.replace(thai, arabic).replace(/[^0-9]/g, "");
  return digits ? BigInt(digits) : null;
}

function sort(table, column, figures, down) {
  const key = (row) => {
    const shown = row.cells[column].textContent.trim();
    return figures ? figure(shown) : shown;
  };
  const order = ([, one], [, other]) => {
    if (one === null || other === null) return (one === null) - (other === null);
    const way = figures ? (one > other) - (one < other) : compare(one, other);
    return down ? -way : way;
  };
  for (const body of table.tBodies) {
    const rows = [...body.rows].filter((row) => !row.classList.contains("sum"));
    const sums = [...body.rows].filter((row) => row.classList.contains("sum"));
    const sorted = rows.map((row) => [row, key(row)]).sort(order);
    body.append(...sorted.map(([row]) => row), ...sums);
  }
}

for (const table of document.querySelectorAll("table[data-sorts]")) {
  const headings = [...table.tHead.rows[0].cells];
  const said = table.nextElementSibling;
  headings.forEach((heading, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...heading.childNodes);
    heading.append(button);
    const figures = /\b(number|amount|figure)\b/.test(heading.className);
    button.addEventListener("click", () => {
      const down = heading.getAttribute("aria-sort") === "ascending";
      sort(table, column, figures, down);
      for (const other of headings) other.removeAttribute("aria-sort");
      heading.setAttribute("aria-sort", down ? "descending" : "ascending");
      said.textContent = `${button.textContent}: ${down ? table.dataset.down : table.dataset.up}`;
    });
  });
}
