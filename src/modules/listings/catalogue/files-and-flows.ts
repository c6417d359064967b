import type { CatalogueEntry } from "./entry";
import { signInSteps } from "./steps";

const drive = (name: string, slug: string, keywords: string, note: string): CatalogueEntry => ({
  slug,
  name,
  category: "storage",
  kind: "live_api",
  tagline: "Project folders, kept the same",
  description: `Documents of each project as a folder in ${name}, and new files there as documents here.`,
  about: [
    `Every project has a folder in ${name}. Documents that are added here appear there, and files that your team puts there appear here, sorted by the folder they lie in.`,
    `What is deleted on one side is not deleted on the other: it is marked, and a person decides. When both sides changed a file, both versions stay. ${note}`,
    "Files over 100 MB are linked and not copied.",
  ],
  setup: signInSteps(
    name,
    "Choose the folder below which projects get theirs.",
    "Choose which kinds of documents are shared.",
  ),
  permissions: [
    `Read and write files below the one folder you choose in ${name}.`,
    "Read and write documents of your projects.",
  ],
  reads: ["Documents of projects", "Files below the folder you choose"],
  writes: ["Files and folders there", "Documents here"],
  vendorCost: `Included in every plan. You need a ${name} account with enough room.`,
  keywords,
});

export const storage: readonly CatalogueEntry[] = [
  drive(
    "Google Drive",
    "google-drive",
    "files documents workspace cloud",
    "Google Docs have no file of their own and are linked.",
  ),
  drive("Dropbox", "dropbox", "files documents cloud", "Files in Dropbox Paper are linked."),
  drive(
    "OneDrive",
    "onedrive",
    "files documents microsoft 365 sharepoint cloud",
    "Libraries of SharePoint can be chosen, too.",
  ),
  drive("Box", "box", "files documents cloud", "Retention policies of Box are respected: what may not be moved stays."),
];

const FLOWS = {
  permissions: ["What the scopes of the connection say; you choose them when you connect, and can end it at any time."],
  reads: ["Projects, vendors, invoices, schedules and change orders, as far as you allow"],
  writes: ["New projects, vendors, invoice lines and task changes, as far as you allow"],
};
const flow = (slug: string, name: string, keywords: string, how: string, limit: string): CatalogueEntry => ({
  slug,
  name,
  category: "automation",
  kind: "live_api",
  tagline: "Automate without writing code",
  description: `Starts flows in ${name} when something happens here, and lets them do things here.`,
  about: [
    `A new project, an approved invoice, a changed schedule or a new change order starts a flow in ${name}; flows can create projects and vendors, add invoice lines, change tasks, and find projects, vendors and invoices.`,
    how,
    limit,
  ],
  setup: [
    `In ${name} look for RossOS, or import the connection we publish.`,
    "Sign in with your account here, or with an API key of your builder, and agree to what it may do.",
    "Begin with a trigger, for example an approved invoice, and try it with your sandbox.",
  ],
  ...FLOWS,
  vendorCost: `Included in every plan. ${name} has prices of its own.`,
  keywords,
});

export const automation: readonly CatalogueEntry[] = [
  flow(
    "zapier",
    "Zapier",
    "no code automation zap workflow",
    "Triggers are told at once by webhooks that Zapier registers and removes by itself; nothing is polled.",
    "Zapier does not allow integrations that move money, so payments and draws are left out.",
  ),
  flow(
    "make",
    "Make",
    "integromat no code automation scenario workflow",
    "Triggers are told at once by webhooks that Make registers and removes by itself.",
    "Everything counts as an operation of your Make plan, also a search that finds nothing.",
  ),
  flow(
    "n8n",
    "n8n",
    "no code automation self hosted workflow",
    "It works with n8n's cloud and with a server of your own; the node is published as open source.",
    "An n8n server of your own must be reachable from the internet for triggers to arrive.",
  ),
];
