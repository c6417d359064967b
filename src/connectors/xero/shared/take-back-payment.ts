import { z } from "zod";
import { type Action, endpoint } from "#connectors/sdk";
import { judge, judgeWrite, ofTenant } from "./api";

const path = "/api.xro/2.0/Payments/{id}";
const response = z.object({ Payments: z.tuple([z.object({ PaymentID: z.string(), Status: z.string() })]) });

const getPaymentStatus = endpoint({ name: "getPaymentStatus", method: "GET", path, response, judge });
/** Xero has no deletion but this one, which cannot be undone. */
const deletePayment = endpoint({
  name: "deletePayment",
  method: "POST",
  path,
  repeatable: true,
  response,
  judge: judgeWrite,
});

/** One that was taken back already is left so. */
export const takeBackPayment: Action<{ tenant_id: string | null }, "take_back_payment"> = {
  repeat: "safe",
  async run({ call, config, input: { payment_id: id }, key }) {
    const headers = await ofTenant(call, config);
    const [payment] = (await call(getPaymentStatus, { headers, path: { id } })).Payments;
    if (payment.Status !== "DELETED") {
      const body = { Payments: [{ Status: "DELETED" }] };
      await call(deletePayment, { headers: { ...headers, "idempotency-key": key }, path: { id }, body });
    }
    return { payment_id: id };
  },
};
