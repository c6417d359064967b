import type { Action } from "#connectors/sdk";
import { api } from "./client";
import { type Config, inTenant } from "./tenant";

/** One that was taken back already is left so. */
export const takeBackPayment: Action<Config, "take_back_payment"> = {
  repeat: "safe",
  async run(run) {
    const { payment_id: id } = run.input;
    const ask = await inTenant(run);
    const { Status: status } = await ask(api.getPaymentStatus, { path: { id } });
    if (status !== "DELETED")
      await ask(api.deletePayment, { path: { id }, body: { Payments: [{ Status: "DELETED" }] } });
    return { payment_id: id };
  },
};
