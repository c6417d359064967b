import permits from "../../../src/connectors/opengov-permits/v1/recordings/permits.json" with { type: "json" };
import filing from "../../../src/connectors/opengov-permits/v1/recordings/submit-permit.json" with { type: "json" };
import { type Answered, type Asked, FarService } from "./far-service";
import type { Site } from "./site";

type Recorded = { exchanges: readonly { endpoint: string; body: unknown }[] };
type PermitRecord = { id: string; attributes: Record<string, unknown> };

const TYPE = "application/vnd.api+json";

function recordedIn({ exchanges }: Recorded, endpoint: string): unknown {
  const found = exchanges.find((exchange) => exchange.endpoint === endpoint);
  if (!found) throw new Error(`nothing is recorded of ${endpoint}`);
  return structuredClone(found.body);
}

/** A community that takes applications with OpenGov, with what was recorded of it: one record at a time. */
export class PermitOffice {
  isDown = false;
  /** When it last did something about what it has under review; as recorded while undefined. */
  movedAt: string | undefined;
  /** The application that was begun, and filed once its status says so. */
  #filed: PermitRecord | undefined;
  #services: readonly FarService[] = [];

  static async start(ports: Site["ports"]): Promise<PermitOffice> {
    const office = new PermitOffice();
    office.#services = await Promise.all([
      FarService.start(ports.opengov, (asked) => office.#answer(asked)),
      FarService.start(ports.opengovAccounts, () => ({
        body: { access_token: "a-token-of-the-community", token_type: "Bearer", expires_in: 86_400 },
      })),
    ]);
    return office;
  }

  /** How many applications have been filed with it. */
  get filed(): number {
    return this.#filed?.attributes["status"] === "ACTIVE" ? 1 : 0;
  }

  #answer(asked: Asked): Answered | undefined {
    if (this.isDown) return { status: 503, type: TYPE, body: { errors: [{ status: "503", title: "Unavailable" }] } };
    const body = this.#found(asked);
    return body === undefined ? undefined : { status: asked.method === "POST" ? 201 : 200, type: TYPE, body };
  }

  #found({ method, path, query, body }: Asked): unknown {
    if (path.endsWith("/locations")) return recordedIn(filing, "listLocations");
    if (path.endsWith("/primary-location")) return recordedIn(filing, "setLocation");
    if (path.endsWith("/workflow-steps")) return recordedIn(permits, "listSteps");
    if (path.endsWith("/records")) return method === "POST" ? this.#begin(body) : this.#list(query);
    return method === "PATCH" ? this.#file() : undefined;
  }

  #list(query: URLSearchParams): unknown {
    const all = recordedIn(permits, "listRecords") as { data: PermitRecord[]; meta: object };
    const own = this.#filed ? [this.#filed] : [];
    const { movedAt } = this;
    for (const { attributes } of movedAt === undefined ? [] : [...own, ...all.data])
      if (attributes["status"] === "ACTIVE") attributes["updatedAt"] = movedAt;
    const reference = query.get("filter[histID]");
    const data = reference === null ? [...own, ...all.data] : own;
    return { ...all, data, meta: { ...all.meta, totalPages: 1, totalRecords: data.length } };
  }

  #begin(body: string): unknown {
    const sent = JSON.parse(body) as { data: { attributes: Record<string, unknown> } };
    const made = recordedIn(filing, "createRecord") as { data: PermitRecord };
    made.data.attributes["histID"] = sent.data.attributes["histID"];
    this.#filed = made.data;
    return made;
  }

  #file(): unknown {
    const made = recordedIn(filing, "updateRecord") as { data: PermitRecord };
    made.data.attributes["histID"] = this.#filed?.attributes["histID"];
    this.#filed = made.data;
    return made;
  }

  async stop(): Promise<void> {
    await Promise.all(this.#services.map((service) => service.stop()));
  }
}
