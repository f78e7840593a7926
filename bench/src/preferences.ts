/** A dataset of comparisons, about 200 words a record and three answers each, made by the database itself. */
import { randomUUID } from "node:crypto"
import type { Client } from "@loam/sdk"
import type pg from "pg"
import { generator, makeText } from "./texts.ts"

const people = 30
const poolSize = 2_000

export async function newPreferences(owner: Client): Promise<string> {
  const workspace = await owner.workspaces.create({ body: { name: `pairs-${randomUUID().slice(0, 8)}` } })
  const { id: dataset_id } = await owner.datasets.create({
    body: {
      name: "pairs",
      workspace_id: workspace.id,
      distribution: { strategy: "overlap", min_submitted: 3 },
    },
  })
  for (const name of ["prompt", "first", "second"])
    await owner.fields.create({
      dataset_id,
      body: { name, title: name, required: true, settings: { type: "text" } },
    })
  const options = ["first", "second"].map((value) => ({ value, text: value }))
  await owner.questions.create({
    dataset_id,
    body: {
      name: "choice",
      title: "Which is better?",
      required: true,
      settings: { type: "label_selection", options },
    },
  })
  await owner.datasets.publish({ dataset_id })
  return dataset_id
}

/** 40 words of prompt and 80 an answer, from 2,000 texts of each kind, every record different; answers the seconds. */
export async function fillPreferences(pool: pg.Pool, dataset_id: string, records: number): Promise<number> {
  const started = performance.now()
  const random = generator(7)
  const texts = (words: number) => Array.from({ length: poolSize }, () => makeText(random, words))
  await pool.query(
    `insert into users (id, username, first_name, role, inserted_at, updated_at)
     select gen_random_uuid(), 'rater-' || n, 'Rater', 'annotator', now(), now() from generate_series(0, $1::int - 1) n
     on conflict do nothing`,
    [people],
  )
  await pool.query("create temporary table texts (at int primary key, prompt text, first text, second text)")
  await pool.query(
    `insert into texts select (row_number() over ()) - 1, * from unnest($1::text[], $2::text[], $3::text[])`,
    [texts(40), texts(80), texts(80)],
  )
  await pool.query(
    `insert into records (id, dataset_id, fields, metadata, status, submitted_count, taken, inserted_at, updated_at)
     select gen_random_uuid(), $1, jsonb_build_object('prompt', a.prompt || ' ' || n, 'first', b.first || ' ' || n,
       'second', c.second), jsonb_build_object('number', n), 'completed', 3, 3, now(), now()
     from generate_series(1, $2::int) n
     join texts a on a.at = n % $3::int join texts b on b.at = (n * 7) % $3::int
     join texts c on c.at = (n * 13 + n / $3::int) % $3::int
     order by n`,
    [dataset_id, records, poolSize],
  )
  await pool.query(
    `with raters as (select id, row_number() over (order by id) - 1 as at from users where username like 'rater-%')
     insert into responses (id, dataset_id, record_id, user_id, status, "values", submitted_at, inserted_at, updated_at)
     select gen_random_uuid(), $1, r.id, u.id, 'submitted',
       jsonb_build_object('choice', jsonb_build_object('value', case when (r.seq * 31 + k * 17) % 10 < 7 then 'first' else 'second' end)),
       now(), now(), now()
     from records r cross join generate_series(0, 2) k
     join raters u on u.at = (r.seq + k * 7) % $2::int
     where r.dataset_id = $1`,
    [dataset_id, people],
  )
  await pool.query("drop table texts")
  // Nothing is searched here: the indexing of a million texts would weigh on the figures.
  await pool.query("delete from search_pending where dataset_id = $1", [dataset_id])
  await pool.query("analyze records, responses")
  return (performance.now() - started) / 1000
}
