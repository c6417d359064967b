import type { FollowedPermit, SyncedRecord } from "#connectors/sdk";
import { type Permit, permitStatusOf, type PermitStatus } from "#models";
import type { City, Told } from "./cities";

/** The stage that a city's words name; null where they name none. */
export function statusOf({ words }: Pick<City, "words">, text: string): PermitStatus | null {
  const own = words.find(([pattern]) => pattern.test(text));
  return own ? own[1] : permitStatusOf(text);
}

/** A permit as its city publishes it. @param told the last row of its number: a permit may have one for each address */
export function toPermit(city: City, { id, number }: FollowedPermit, told: Told): SyncedRecord<Permit> {
  const text = told.status_text?.trim() ?? "";
  const none = {
    type: null,
    description: null,
    status_at: null,
    applied_at: null,
    issued_at: null,
    completed_at: null,
    expires_at: null,
    address: null,
    job_value_cents: null,
    fees_due_cents: null,
  };
  return {
    id: `${city.agency}/${number}`,
    data: { ...none, ...told, number, reference: id, status: statusOf(city, text), status_text: text },
  };
}
