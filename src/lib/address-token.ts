import { newSecret } from "./api-key-format";

const SECRET_LENGTH = 32;
const FORM = /^(\d{1,4})-([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})-[0-9A-Za-z]{32}$/u;

/** Whose an address is, so that a request to it finds them without asking every database. */
export type AddressOwner = { shard: number; builderId: string };

/** The secret part of an address of a builder's: 190 bits behind the names of the builder and the shard. */
export const newAddressToken = ({ shard, builderId }: AddressOwner): string =>
  newSecret(`${shard}-${builderId}-`, SECRET_LENGTH);

/** @returns undefined for what is no token */
export function readAddressToken(token: string): AddressOwner | undefined {
  const [, shard, builderId] = FORM.exec(token) ?? [];
  return shard === undefined || builderId === undefined ? undefined : { shard: Number(shard), builderId };
}
