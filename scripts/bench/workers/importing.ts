/** Our Worker. `PUT /license-file` stores a file of California, `POST /import-licenses` is one pass of the job that imports it. */
import worker from "../../../src/worker";
import type { Bindings } from "../../../src/bindings";
import { importLicenseFiles } from "#modules/license-files";

export * from "../../../src/worker";

export default {
  fetch: async (request, env, execution) => {
    const { pathname } = new URL(request.url);
    if (pathname === "/license-file") {
      await env.FILES.put("license-files/ca.csv", request.body);
      return new Response();
    }
    if (pathname !== "/import-licenses") return await worker.fetch(request, env, execution);
    await importLicenseFiles(env, Date.now());
    const sql = "select status, error, rows from license_files";
    return Response.json(await env.PLATFORM_DB.prepare(sql).first());
  },
  queue: (batch, env, execution) => worker.queue(batch, env, execution),
  scheduled: (controller, env) => worker.scheduled(controller, env),
} satisfies ExportedHandler<Bindings>;
