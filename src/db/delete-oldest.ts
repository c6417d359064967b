const A_BATCH = 500;

/**
 * SQL that deletes the oldest rows of every install from a table whose key begins with (builder_id, install_id), one bounded
 * batch. The installs are found by stepping from one to the next over that key.
 * @param condition which rows are old enough, of the table as `c`
 */
export const deleteOldest = (table: string, condition = "c.id < ?1"): string => `with recursive builder(id) as (
  select min(builder_id) from ${table}
  union all
  select (select min(builder_id) from ${table} where builder_id > builder.id) from builder where builder.id is not null
), gone(id, install) as (
  select id, (select min(install_id) from ${table} where builder_id = builder.id and install_id > '') from builder where id is not null
  union all
  select id, (select min(install_id) from ${table} where builder_id = gone.id and install_id > gone.install) from gone where install is not null
)
delete from ${table} where (builder_id, install_id, id) in (
  select c.builder_id, c.install_id, c.id from gone join ${table} c on c.builder_id = gone.id and c.install_id = gone.install
  and ${condition} limit ${A_BATCH}
)`;
