import type { World } from "../consoles/world";

const TENANT = "fe79f7dd-b6d4-4a92-ba7b-538af6289c58";

/** Xero in the sandbox; it is installed once. @returns the install's id */
export async function installXero(world: World): Promise<string> {
  const { permissions } = await world.api<{ permissions: string[] }>("GET", "/marketplace/integrations/xero");
  const body = { permissions, config: { tenant_id: TENANT } };
  const path = "/marketplace/integrations/xero/install";
  return (await world.api<{ id: string }>("POST", path, body, world.demo.sandbox_api_key)).id;
}

/** The owner, who looks at the sandbox. */
export async function sandboxOwner(world: World) {
  const owner = await world.visitAs("owner");
  await owner.context.addInitScript("localStorage.setItem('rossos.environment', 'sandbox')");
  return owner;
}
