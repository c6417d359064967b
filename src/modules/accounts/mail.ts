import { log } from "#lib/log";
import type { Bindings } from "../../bindings";

export type Mail = {
  to: string;
  /** For the log: what kind of mail it is. */
  kind: string;
  subject: string;
  /** Paragraphs. */
  text: readonly string[];
  /** Where the one button of the mail leads. */
  action: { label: string; url: string };
};

/**
 * Sends a mail by the `EMAIL` binding. Without `MAIL_FROM`, as on a developer's machine, it goes to the log with its link.
 * @throws what the binding throws when the mail is not accepted
 */
export async function sendMail(env: Bindings, mail: Mail): Promise<void> {
  const { to, kind, action } = mail;
  const subject = inOneLine(mail.subject);
  if (env.MAIL_FROM === "") {
    log("info", "mail", { kind, to, subject, link: action.url });
    return;
  }
  await env.EMAIL.send({ from: sender(env.MAIL_FROM), to, subject, text: asText(mail), html: asHtml(mail) });
  log("info", "mail sent", { kind });
}

/** What people have named may have lines, and a subject has one (RFC 5322 section 3.6.5). */
const inOneLine = (text: string): string => text.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, " ").trim();

/** `Name <address>` or an address. */
function sender(text: string): string | { name: string; email: string } {
  const [, name = "", email = ""] = /^\s*(.*?)\s*<([^<>]+)>\s*$/u.exec(text) ?? [];
  return email === "" ? text.trim() : { name, email };
}

const asText = ({ text, action }: Mail): string => [...text, `${action.label}: ${action.url}`].join("\n\n");

const asHtml = ({ subject, text, action }: Mail): string => `<!doctype html>
<html lang="en"><meta charset="utf-8"><title>${escape(subject)}</title>
<body style="font:16px/1.5 system-ui,sans-serif;max-width:34em;margin:2em auto;padding:0 1em">
${text.map((paragraph) => `<p>${escape(paragraph)}</p>`).join("\n")}
<p><a href="${escape(action.url)}">${escape(action.label)}</a></p>
</body></html>`;

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const escape = (text: string): string => text.replaceAll(/[&<>"]/gu, (character) => ENTITIES[character] ?? "");
