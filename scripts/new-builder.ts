/**
 * `npm run -s new-builder -- "Amity Island Homes" business 0 ellen@example.com`: writes SQL for the platform database that
 * makes a builder, its sandbox, and a key for everything in each. The keys go to standard error, and nowhere else. Who has
 * signed up with the e-mail address becomes its owner.
 */
import { newApiKey } from "../src/lib/api-key-format";
import { sha256Hex } from "../src/lib/digest";
import { newId } from "../src/lib/ids";
import { allScopes } from "../src/modules/access/scopes";
import { PLAN_LIMITS } from "../src/lib/plan-limits";

const [name = "", plan = "business", shard = "0", owner = ""] = process.argv.slice(2);
if (name === "" || !Object.hasOwn(PLAN_LIMITS, plan) || !/^\d{1,3}$/u.test(shard)) {
  process.stderr.write(
    `Usage: npm run -s new-builder -- "<name>" [${Object.keys(PLAN_LIMITS).join("|")}] [shard] [owner's e-mail] > builder.sql\n`,
  );
  process.exit(1);
}

const now = Date.now();
const text = (value: string) => `'${value.replaceAll("'", "''")}'`;
const limit = PLAN_LIMITS[plan as keyof typeof PLAN_LIMITS];
const live = newId(now);

async function make(environment: "live" | "sandbox", id: string): Promise<void> {
  const { key, prefix } = newApiKey(environment);
  const sandboxOf = environment === "sandbox" ? text(live) : "null";
  const called = environment === "sandbox" ? `${name} (sandbox)` : name;
  process.stdout.write(
    `insert into builders (id, name, plan, environment, sandbox_of, shard, is_active, created_at) values (${text(id)}, ${text(called)}, ${text(plan)}, '${environment}', ${sandboxOf}, ${shard}, 1, ${now});
insert into api_keys (id, builder_id, name, key_hash, key_prefix, scopes, rate_limit, is_active, created_at) values (${text(newId(now))}, ${text(id)}, 'First key', ${text(await sha256Hex(key))}, ${text(prefix)}, ${text(JSON.stringify(allScopes))}, ${limit}, 1, ${now});
`,
  );
  process.stderr.write(`${environment === "live" ? "live   " : "sandbox"} ${key}\n`);
}

await make("live", live);
await make("sandbox", newId(now));
if (owner !== "") {
  process.stdout.write(
    `insert into memberships (id, builder_id, user_id, role, created_at, last_used_at) select ${text(newId(now))}, ${text(live)}, id, 'owner', ${now}, ${now} from users where email = ${text(owner.toLowerCase())};
`,
  );
}
