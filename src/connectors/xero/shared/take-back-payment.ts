import type { Action } from "#connectors/sdk";
import { api } from "./client";
import { type Config, ofTenant } from "./tenant";

/** One that was taken back already is left so. */
export const takeBackPayment: Action<Config, "take_back_payment"> = {
  repeat: "safe",
  async run({ call, config, input: { payment_id: id }, key }) {
    const headers = await ofTenant(call, config);
    const [payment] = (await call(api.getPaymentStatus, { headers, path: { id } })).Payments;
    if (payment.Status !== "DELETED") {
      const body = { Payments: [{ Status: "DELETED" }] };
      await call(api.deletePayment, { headers: { ...headers, "idempotency-key": key }, path: { id }, body });
    }
    return { payment_id: id };
  },
};
