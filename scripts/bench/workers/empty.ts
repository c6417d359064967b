/** What any Worker costs to start. */
export default { fetch: () => new Response(null, { status: 404 }) } satisfies ExportedHandler;
