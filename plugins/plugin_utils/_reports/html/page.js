/*
 * Copyright (c) 2026, the cloud_images.sharing developers
 * GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

"use strict";

/*
 * Filters, sorts and pages the tables of the page. All rows are in the page as HTML: the first ones in the table, the
 * others in a template, where they cost no layout. Rows are moved, never written, so that no data is ever parsed here.
 */
(() => {
  const PAGE = 50;
  const PRINTED = 100;
  const order = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" });

  const count = (number) => number.toLocaleString("en");

  class List {
    constructor(section) {
      this.section = section;
      this.body = section.querySelector("tbody");
      this.status = section.querySelector("[role=status]");
      this.noun = section.dataset.noun;
      const rest = section.querySelector("template")?.content.querySelector("tbody").children ?? [];
      this.rows = [...this.body.children, ...rest].map((row) => ({ row }));
      this.shown = this.rows;
      this.page = 0;
      this.addSorting();
      this.addFilters();
      this.addPages();
      this.show();
    }

    addSorting() {
      this.section.querySelectorAll("thead th").forEach((heading, column) => {
        const button = document.createElement("button");
        button.type = "button";
        button.append(...heading.childNodes);
        heading.append(button);
        button.addEventListener("click", () => this.sort(heading, column));
      });
    }

    sort(heading, column) {
      const descending = heading.getAttribute("aria-sort") === "ascending";
      this.section.querySelectorAll("[aria-sort]").forEach((other) => other.removeAttribute("aria-sort"));
      heading.setAttribute("aria-sort", descending ? "descending" : "ascending");
      const keys = new Map(this.rows.map((entry) => [entry, List.key(entry.row.children[column])]));
      this.rows.sort((left, right) => order.compare(keys.get(left), keys.get(right)));
      if (descending) {
        this.rows.reverse();
      }
      this.filter();
    }

    static key(cell) {
      return cell.dataset.key ?? cell.textContent.trim();
    }

    addFilters() {
      this.form = this.section.querySelector("form");
      this.form.hidden = false;
      this.form.addEventListener("submit", (event) => event.preventDefault());
      this.form.addEventListener("input", () => this.filter());
      this.form.addEventListener("reset", () => setTimeout(() => this.filter()));
    }

    filter() {
      const { words, ...wanted } = Object.fromEntries(new FormData(this.form));
      const needles = words.toLowerCase().split(/\s+/).filter(Boolean);
      const exact = Object.entries(wanted).filter(([, value]) => value);
      this.shown = this.rows.filter((entry) => {
        if (!exact.every(([name, value]) => entry.row.dataset[name] === value)) {
          return false;
        }
        entry.text ??= needles.length ? entry.row.textContent.toLowerCase() : undefined;
        return needles.every((needle) => entry.text.includes(needle));
      });
      this.page = 0;
      this.show();
    }

    addPages() {
      this.previous = this.addButton("Previous", () => this.turn(-1));
      this.next = this.addButton("Next", () => this.turn(1));
    }

    addButton(text, turn) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "button";
      button.append(text, Object.assign(document.createElement("span"), { className: "unseen", textContent: ` ${this.noun}` }));
      button.addEventListener("click", turn);
      this.status.parentElement.append(button);
      return button;
    }

    turn(step) {
      const last = Math.max(0, Math.ceil(this.shown.length / PAGE) - 1);
      this.page = Math.min(Math.max(this.page + step, 0), last);
      this.show();
    }

    show() {
      const first = this.page * PAGE;
      this.render(first, Math.min(first + PAGE, this.shown.length));
    }

    print() {
      this.render(0, Math.min(PRINTED, this.shown.length));
    }

    render(first, end) {
      const total = this.shown.length;
      this.body.replaceChildren(...this.shown.slice(first, end).map((entry) => entry.row));
      this.status.textContent = this.describe(first, end, total);
      this.previous.hidden = this.next.hidden = total <= PAGE;
      this.previous.setAttribute("aria-disabled", String(first === 0));
      this.next.setAttribute("aria-disabled", String(end >= total));
    }

    describe(first, end, total) {
      if (!total) {
        return `No ${this.noun} match these filters.`;
      }
      const all = this.rows.length;
      const matching = total < all ? `${count(total)} of ${count(all)} ${this.noun}` : `${count(all)} ${this.noun}`;
      return end - first < total ? `${count(first + 1)} to ${count(end)} of ${matching}` : matching;
    }
  }

  const lists = Array.from(document.querySelectorAll("section[data-noun]"), (section) => new List(section));
  addEventListener("beforeprint", () => lists.forEach((list) => list.print()));
  addEventListener("afterprint", () => lists.forEach((list) => list.show()));
})();
