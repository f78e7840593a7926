/** What the database alone needs: the fields and answers of all records, page by page, received and thrown away. */
import type pg from "pg"

const page = 1_000

/** Records a second. */
export async function readingRate(pool: pg.Pool, dataset_id: string, records: number): Promise<number> {
  const started = performance.now()
  let read = 0
  for (let after = 0; read < records; ) {
    const { rows } = await pool.query<{ seq: string }>(
      `select r.seq, r.fields::text, (
         select string_agg(concat(a.user_id, a."values", a.inserted_at), ',' order by a.seq)
         from responses a where a.record_id = r.id)
       from records r where r.dataset_id = $1 and r.seq > $2 order by r.seq limit $3`,
      [dataset_id, after, page],
    )
    if (rows.length === 0) throw new Error(`${read} records came instead of ${records}`)
    read += rows.length
    after = Number(rows.at(-1)?.seq)
  }
  return read / ((performance.now() - started) / 1000)
}
