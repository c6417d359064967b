import { DAY_MS } from "#lib/time";
import { clients, costCodes, vendors } from "#models";
import { CLIENTS, COST_CODES, PROJECTS, VENDORS } from "./names";
import { type Content, seedDocuments } from "./documents";
import { seedInvoices } from "./invoices";
import { seedProject, type Shared } from "./project";
import { type Batch, createSeeder, dayAt, type Seeder } from "./records";

/**
 * A builder's whole business as of `now`, invented: 14 projects from first call to warranty, whose budgets, bills, payments
 * and change orders agree with one another to the cent.
 */
export async function buildSeed(builderId: string, now: number): Promise<{ records: Batch; contents: Content[] }> {
  const seeder = createSeeder(now);
  const shared = seedShared(seeder);
  const contents: Content[] = [];
  for (const plan of PROJECTS) {
    const built = seedProject(seeder, shared, plan);
    seedInvoices(seeder, shared, built);
    contents.push(...(await seedDocuments(seeder, builderId, built)));
  }
  return { records: seeder.records, contents };
}

const phone = (index: number): string => `+1 305 555 01${String(index % 100).padStart(2, "0")}`;
const mailName = (name: string): string =>
  name
    .toLowerCase()
    .replaceAll(/[^a-z]+/gu, ".")
    .replaceAll(/^\.|\.$/gu, "");

function seedShared(seeder: Seeder): Shared {
  const { now } = seeder;
  const made = now - 700 * DAY_MS;
  return {
    costCodes: new Map(
      COST_CODES.map(([code, name, division, kind]) => [
        code,
        seeder.add(costCodes, made, { code, name, division, kind }),
      ]),
    ),
    vendors: new Map(
      VENDORS.map(([name, trade, contact, license], index) => [
        trade,
        seeder.add(vendors, made + index * DAY_MS, {
          name,
          trade,
          contact_name: contact,
          email: `office@${mailName(name).replaceAll(".", "-")}.example.com`,
          phone: phone(index),
          address_line1: `${100 + 17 * index} Overseas Highway`,
          city: "Marathon",
          state: "FL",
          postal_code: "33050",
          license_number: `${license}${1_500_000 + 3571 * index}`,
          license_state: "FL",
          license_expires_on: dayAt(now, 20 + 45 * index),
          insurance_expires_on: dayAt(now, index === 4 ? -6 : 12 + 30 * index),
        }),
      ]),
    ),
    clients: CLIENTS.map(([name, kind], index) =>
      seeder.add(clients, made + index * DAY_MS, {
        name,
        kind,
        email: `${mailName(name)}@example.com`,
        phone: phone(50 + index),
        address_line1: `${20 + 11 * index} Palm Avenue`,
        city: "Key Largo",
        state: "FL",
        postal_code: "33037",
      }),
    ),
  };
}
