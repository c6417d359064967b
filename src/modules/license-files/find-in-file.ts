import { absentLicense, type ContractorLicense } from "#models";
import type { Context } from "../../context";
import { DomainError } from "../../errors";
import { findFile, findRoll } from "./store";

/**
 * What a state's published file says of a number.
 * @throws DomainError invalid_state before a file was imported as a whole: until then a number cannot be said to be absent
 */
export async function findInFile(
  ctx: Pick<Context, "platform">,
  state: string,
  number: string,
): Promise<ContractorLicense> {
  const wanted = number.replaceAll(/\s/gu, "");
  const found = await findRoll(ctx.platform, state, wanted);
  if (found) return found;
  if ((await findFile(ctx.platform, state))?.complete_at) return absentLicense(wanted);
  throw new DomainError(
    "invalid_state",
    `The file that ${state} publishes has not been imported yet. Record a check by hand.`,
  );
}
