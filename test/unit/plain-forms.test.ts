import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { PLAIN_FORMS } from "../../src/api/auth/plain-forms";

const PUBLIC = join(import.meta.dirname, "../../public");

/** Value of an attribute of a tag. */
const attribute = (tag: string, name: string): string | undefined =>
  new RegExp(`\\b${name}="([^"]*)"`, "u").exec(tag)?.[1];

/** The form of a page that goes to an address, as its HTML has it. */
function formOf(page: string, action: string): string {
  const text = readFileSync(join(PUBLIC, page, "index.html"), "utf8");
  const form = text.split("<form").find((part) => part.includes(`action="/auth${action}"`));
  if (form === undefined) throw new Error(`${page} has no form that goes to ${action}`);
  expect(form).toMatch(/method="post"/u);
  expect(text).toContain('<meta name="referrer" content="same-origin" />');
  return form.slice(0, form.indexOf("</form>"));
}

test.for(Object.entries(PLAIN_FORMS))("%s is the form of its page", ([action, { page, fields, button }]) => {
  const form = formOf(page, action);
  const inputs = (form.match(/<input[^>]*>/gu) ?? []).map((tag) => ({
    name: attribute(tag, "name"),
    type: attribute(tag, "type") ?? "text",
    autocomplete: attribute(tag, "autocomplete"),
    maxLength: Number(attribute(tag, "maxlength")),
  }));
  expect(inputs).toEqual(
    fields.map(({ name, type, autocomplete, maxLength }) => ({ name, type, autocomplete, maxLength })),
  );
  const words = form.replaceAll(/<[^>]*>/gu, " ").replaceAll(/\s+/gu, " ");
  for (const { label, hint = "" } of fields) {
    expect(words).toContain(label);
    expect(words).toContain(hint);
  }
  expect(form).toContain(`<button type="submit">${button}</button>`);
});
