// Who may import whom.
module.exports = {
  forbidden: [
    { name: "no-circular", severity: "error", from: {}, to: { circular: true } },
    {
      name: "lib-is-leaf",
      severity: "error",
      from: { path: "^src/lib/" },
      to: { path: "^(src|queues|durable-objects)/", pathNot: "^src/lib/" },
    },
    {
      name: "sdk-knows-models-and-lib",
      severity: "error",
      from: { path: "^src/connectors/sdk/" },
      to: { path: "^(src|queues|durable-objects)/", pathNot: "^src/(connectors/sdk|lib|models)/" },
    },
    {
      name: "connectors-are-islands",
      severity: "error",
      from: { path: "^src/connectors/(?!sdk/)([^/]+)/" },
      to: {
        path: "^(src|queues|durable-objects)/",
        pathNot: ["^src/connectors/$1/", "^src/connectors/sdk/index\\.ts$", "^src/(lib|models)/"],
      },
    },
    {
      name: "connectors-are-loaded-late",
      severity: "error",
      from: { path: "^src/", pathNot: "^src/connectors/(?!index\\.ts)" },
      to: {
        path: "^src/connectors/(?!sdk/|index\\.ts$)",
        dependencyTypesNot: ["dynamic-import", "type-only"],
      },
    },
    {
      name: "modules-through-their-index",
      severity: "error",
      from: { path: "^src/modules/([^/]+)/" },
      to: { path: "^src/modules/[^/]+/(?!index\\.ts$)", pathNot: "^src/modules/$1/" },
    },
    {
      name: "edges-never-touch-the-db",
      severity: "error",
      from: { path: "^(src/(api|cron)|queues|durable-objects)/" },
      to: { path: "^src/db/|drizzle-orm" },
    },
    {
      name: "edges-through-module-index",
      severity: "error",
      from: { path: "^(src/(api|cron)|queues)/" },
      to: { path: "^src/modules/[^/]+/(?!index\\.ts$)" },
    },
    {
      name: "only-the-worker-composes",
      severity: "error",
      from: { path: "^src/", pathNot: "^src/worker\\.ts$" },
      to: { path: "^(queues|durable-objects)/" },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    doNotFollow: { path: "node_modules" },
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: { extensions: [".ts", ".js", ".json"] },
  },
};
