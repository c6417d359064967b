import { type Keyring, openKeyring } from "./keyring";

let opened: { json: string; keyring: Promise<Keyring> } | undefined;

/** The keyring of the Worker secret, imported once an isolate. */
export function keyringOf(json: string): Promise<Keyring> {
  if (opened?.json !== json) opened = { json, keyring: openKeyring(json) };
  return opened.keyring;
}
