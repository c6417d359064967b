/** The one door to lit-html: a page never names the vendor's files. */
export { html, nothing, render, svg } from "/assets/vendor/lit-html/lit-html.js";
export { live } from "/assets/vendor/lit-html/directives/live.js";
export { repeat } from "/assets/vendor/lit-html/directives/repeat.js";
